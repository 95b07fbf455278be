import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * A client of the JDK's, named by the first argument, asks Qiniu over TLS: prints the status of each
 * answer. The requests are lines of the standard input: method, token and body, parted by tabs.
 */
class Ask {
    static final String URL = "https://api.qiniu.com/sslcert";

    public static void main(String[] arguments) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            var words = line.split("\t", -1);
            var ask = arguments[0].equals("HttpClient")
                    ? byHttpClient(words[0], words[1], words[2])
                    : byHttpUrlConnection(words[0], words[1], words[2]);
            System.out.println(ask);
        }
    }

    static int byHttpUrlConnection(String method, String token, String body) throws Exception {
        var connection = (HttpURLConnection) new URL(URL).openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", token);
        connection.setRequestProperty("Content-Type", "application/json");
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    static int byHttpClient(String method, String token, String body) throws Exception {
        var publisher = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(URL))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
