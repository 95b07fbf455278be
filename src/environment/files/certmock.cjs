'use strict';
// Has whoever asks a vendor's host connect to certmock: the name stays in Host and in TLS.
const net = require('node:net');
const { url, domains } = require('../certmock.json');

const certmock = new URL(url);
const isVendors = (host) => domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...given) {
  const normalized = Array.isArray(given[0]) ? given[0] : net._normalizeArgs(given);
  const [options] = normalized;
  if (isVendors(String(options.host ?? '').toLowerCase())) {
    options.host = certmock.hostname.replace(/^\[|\]$/g, '');
    options.port = certmock.port || 80;
  }
  return connect.call(this, normalized);
};
