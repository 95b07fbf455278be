// `@huaweicloud/huaweicloud-sdk-core`, told by lines: a line of JSON is a request to one of
// the services, a line of JSON its answer. It looks its project up at IAM. The address of all of them is
// the first argument; without one, these are the vendor's own.
const readline = require('node:readline')

// The SDK writes its log where the answers go.
const { write } = process.stdout
process.stdout.write = process.stderr.write.bind(process.stderr)
const { BasicCredentials } = require('@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials')
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder')
const { Region } = require('@huaweicloud/huaweicloud-sdk-core/region/region')

const [address] = process.argv.slice(2)
const credentials = new BasicCredentials().withAk('certmock').withSk('certmock')
if (address) credentials.withIamEndpoint(address)

function connect(service) {
  const region = new Region('cn-north-4', [address ?? `https://${service}.cn-north-4.myhuaweicloud.com`])
  return new ClientBuilder((client) => client).withCredential(credentials).withRegion(region).build()
}

const clients = { elb: connect('elb'), scm: connect('scm') }

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { service, method, path, body } = JSON.parse(line)
    const options = {
      method,
      url: path,
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
      data: body ?? {},
    }
    let answer
    try {
      const { httpStatusCode, ...reply } = await clients[service].sendRequest(options)
      answer = { status: httpStatusCode, reply }
    } catch (error) {
      answer = { status: error.httpStatusCode, code: error.errorCode, message: error.errorMsg ?? String(error) }
    }
    write.call(process.stdout, `${JSON.stringify(answer)}\n`)
  }
}

main()
