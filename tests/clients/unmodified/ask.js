// A client of Node's, named by the first argument, asks Qiniu over TLS: prints the status of each
// answer. The requests are lines of JSON on the standard input: `[method, headers, body]`.
const https = require('node:https')
const readline = require('node:readline')

const url = 'https://api.qiniu.com/sslcert'

const clients = {
  fetch: async (method, headers, body) => (await fetch(url, { method, headers, body: body || undefined })).status,
  https: (method, headers, body) =>
    new Promise((resolve, reject) => {
      const request = https.request(url, { method, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      request.on('error', reject)
      request.end(body)
    }),
  axios: async (method, headers, data) => {
    const axios = require('axios')
    return (await axios({ url, method, headers, data, validateStatus: null })).status
  },
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(await clients[process.argv[2]](...JSON.parse(line)))
  }
}

main()
