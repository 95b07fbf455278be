import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks for a URL as many times as it is told; each time prints the status, or all that went wrong. */
public class Ask {
    public static void main(String[] arguments) throws Exception {
        for (int count = Integer.parseInt(arguments[1]); count > 0; count--) {
            HttpURLConnection connection =
                (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
            connection.setConnectTimeout(Integer.parseInt(arguments[2]));
            connection.setReadTimeout(Integer.parseInt(arguments[2]));
            try {
                System.out.println(connection.getResponseCode());
            } catch (IOException error) {
                StringBuilder line = new StringBuilder();
                for (Throwable each = error; each != null; each = each.getCause()) {
                    line.append(each).append("; ");
                }
                System.out.println(line.toString().replace('\n', ' '));
            }
            connection.disconnect();
        }
    }
}
