package dev.nvent.store.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.Driver;

/** A TCP proxy that counts round trips: how often the client sends after the server has sent. */
final class RoundTripProxy implements AutoCloseable {

    private final Properties server;
    private final ServerSocket listener;
    private boolean serverSpokeLast = true;
    private int count;

    /** @param url of the server itself */
    RoundTripProxy(String url) throws IOException {
        server = Driver.parseURL(url, new Properties());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::open);
    }

    /** The URL of the same database through this proxy. */
    String url() {
        return "jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + server.getProperty("PGDBNAME")
                + "?user=" + server.getProperty("user") + "&password=" + server.getProperty("password", "");
    }

    synchronized void reset() {
        count = 0;
    }

    synchronized int count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void open() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
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
            // The other side closed the connection.
        }
    }

    private synchronized void speak(boolean isServer) {
        if (serverSpokeLast && !isServer) {
            count++;
        }
        serverSpokeLast = isServer;
    }
}
