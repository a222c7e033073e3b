package dev.nvent.store.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.postgresql.Driver;

/** A TCP proxy before a server, on a network that can fail in several ways. */
public final class FaultProxy implements AutoCloseable {

    private volatile Properties server;
    private final ServerSocket listener;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;
    private volatile boolean silentAnswers;
    private volatile boolean refusing;
    private volatile Duration delay = Duration.ZERO;

    /** @param url of the server itself */
    public FaultProxy(String url) throws IOException {
        server = Driver.parseURL(url, new Properties());
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The URL of the same database through this proxy. */
    public String url() {
        return "jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + server.getProperty("PGDBNAME")
                + "?user=" + server.getProperty("user") + "&password=" + server.getProperty("password", "");
    }

    /** Leads to another server from now on, as an address that moves; connections to the former one are reset. */
    public void moveTo(String url) {
        server = Driver.parseURL(url, new Properties());
        cut();
    }

    /** Bytes disappear in both directions; connections stay open, and new ones get no answer. */
    public void silence() {
        silent = true;
    }

    /** The server receives what is sent, and its answers disappear. */
    public void silenceAnswers() {
        silentAnswers = true;
    }

    /** Bytes arrive later. */
    public void delay(Duration delay) {
        this.delay = delay;
    }

    /** Connections are reset, and further ones too as soon as they are open. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Connections are reset; further ones work. */
    public void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            reset(socket);
        }
    }

    /** The answers of all connections end, while the server still waits for statements. */
    public void halfClose() {
        clients.forEach(FaultProxy::endAnswers);
    }

    /** Forwards bytes again; those dropped before stay lost. */
    public void heal() {
        silent = false;
        silentAnswers = false;
        refusing = false;
        delay = Duration.ZERO;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    reset(client);
                    continue;
                }
                connect(client);
            } catch (IOException closed) {
                // The listener is closed.
            }
        }
    }

    private void connect(Socket client) {
        try {
            var behind = new Socket(server.getProperty("PGHOST"), Integer.parseInt(server.getProperty("PGPORT")));
            sockets.add(client);
            clients.add(client);
            sockets.add(behind);
            Thread.ofVirtual().start(() -> pass(client, behind, false));
            Thread.ofVirtual().start(() -> pass(behind, client, true));
        } catch (IOException down) {
            reset(client);
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[64 * 1024];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                Thread.sleep(delay);
                if (!silent && !(isAnswer && silentAnswers)) {
                    out.write(bytes, 0, length);
                }
            }
        } catch (IOException | InterruptedException ended) {
            // The other side closed the connection.
        }
    }

    private static void endAnswers(Socket client) {
        try {
            client.shutdownOutput();
        } catch (IOException closed) {
            // It was closed before.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // It was closed before.
        }
    }
}
