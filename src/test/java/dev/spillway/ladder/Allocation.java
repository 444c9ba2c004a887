package dev.spillway.ladder;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the threads of another JVM of ours have allocated. Threads that have ended do not count; event loops do not end. */
final class Allocation implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private Allocation(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** Attaches to it; what answers is a process that we started. */
    @SuppressWarnings("BanJNDI")
    static Allocation of(long pid) throws IOException {
        try {
            var machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                var address = new JMXServiceURL(machine.startLocalManagementAgent());
                return new Allocation(JMXConnectorFactory.connect(address));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot look into " + pid, e);
        }
    }

    long bytes() {
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // the JVM has gone, and its connection with it
        }
    }
}
