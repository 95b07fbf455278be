// The Node SDK `qiniu`, told by lines: a line of JSON is a request, a line of JSON its answer. With
// `qbox` it signs so, else its HTTP client signs by Qiniu token, which doubles the port.
const readline = require('node:readline')
const qiniu = require('qiniu')

const mac = new qiniu.auth.digest.Mac('certmock', 'certmock')

function send({ method, url, body, qbox }) {
  const form = body === undefined || body === null ? null : JSON.stringify(body)
  const contentType = form === null ? 'application/x-www-form-urlencoded' : 'application/json'
  const token = qbox
    ? qiniu.util.generateAccessToken(mac, url, null)
    : qiniu.util.generateAccessTokenV2(mac, url, method, contentType, form)
  const headers = { Authorization: token, 'Content-Type': contentType }
  const options = { method, headers, content: form ?? undefined, dataType: 'text' }
  return qiniu.rpc.qnHttpClient.sendRequest({ url, urllibOptions: options })
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { data, resp } = await send(JSON.parse(line))
    console.log(JSON.stringify({ status: resp.statusCode, body: JSON.parse(data) }))
  }
}

main()
