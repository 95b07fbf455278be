// `tencentcloud-sdk-nodejs`, told by lines: a line of JSON is a call, a line of JSON its answer.
const readline = require('node:readline')
const sdk = require('tencentcloud-sdk-nodejs')

const clients = new Map()

function client(service, version, profile) {
  const key = JSON.stringify([service, profile])
  if (!clients.has(key)) {
    const credential = { secretId: 'certmock', secretKey: 'certmock' }
    clients.set(key, new sdk[service][version].Client({ credential, region: 'ap-guangzhou', profile }))
  }
  return clients.get(key)
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { service, version, action, parameters, profile } = JSON.parse(line)
    let answer
    try {
      const asked = client(service, version, profile)
      // What the package does not know is asked for by its name.
      const reply = action in asked ? asked[action](parameters) : asked.request(action, parameters)
      answer = { reply: await reply }
    } catch (error) {
      answer = { refused: { code: error.code, message: error.message } }
    }
    console.log(JSON.stringify(answer))
  }
}

main()
