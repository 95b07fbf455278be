// Go's own client asks Qiniu over TLS: prints the status of each answer. The requests are lines of
// JSON on the standard input: `[method, headers, body]`.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var method, body string
		headers := map[string]string{}
		if err := json.Unmarshal(lines.Bytes(), &[]any{&method, &headers, &body}); err != nil {
			panic(err)
		}
		request, err := http.NewRequest(method, "https://api.qiniu.com/sslcert", strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		for name, value := range headers {
			request.Header.Set(name, value)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			panic(err)
		}
		fmt.Println(answer.StatusCode)
		answer.Body.Close()
	}
}
