package dev.nvent.store.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.Driver;

/** The way to the server, on which it is counted how often the client speaks after the server has: its round trips. */
final class RoundTripProxy implements AutoCloseable {

    private final Properties server;
    private final ServerSocket door;
    private boolean serverSpokeLast = true;
    private int count;

    /** @param url of the server itself */
    RoundTripProxy(String url) throws IOException {
        server = Driver.parseURL(url, new Properties());
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::open);
    }

    /** The same database, by this way. */
    String url() {
        return "jdbc:postgresql://localhost:" + door.getLocalPort() + "/" + server.getProperty("PGDBNAME") + "?user="
                + server.getProperty("user") + "&password=" + server.getProperty("password", "");
    }

    synchronized void reset() {
        count = 0;
    }

    synchronized int count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind =
                        new Socket(server.getProperty("PGHOST"), Integer.parseInt(server.getProperty("PGPORT")));
                Thread.ofVirtual().start(() -> pass(client, behind, false));
                Thread.ofVirtual().start(() -> pass(behind, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean isServer) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[64 * 1024];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                speak(isServer);
                out.write(bytes, 0, length);
            }
        } catch (IOException ended) {
            // By the other side.
        }
    }

    private synchronized void speak(boolean isServer) {
        if (serverSpokeLast && !isServer) {
            count++;
        }
        serverSpokeLast = isServer;
    }
}
