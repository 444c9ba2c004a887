package dev.spillway.ladder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the processes that serve a rung. Blocks. */
final class Meter implements AutoCloseable {
    private static final long NONE = -1;

    private final List<Long> gateways;
    private final long redis;
    private final long postgres;
    private final List<Allocation> allocations = new ArrayList<>();

    private Meter(List<Long> gateways, long redis, long postgres) {
        this.gateways = gateways;
        this.redis = redis;
        this.postgres = postgres;
    }

    /** Of servers without any store. */
    static Meter of(List<Long> gateways) throws IOException {
        return of(gateways, NONE, NONE);
    }

    static Meter of(List<Long> gateways, long redis) throws IOException {
        return of(gateways, redis, NONE);
    }

    static Meter of(List<Long> gateways, long redis, long postgres) throws IOException {
        var meter = new Meter(List.copyOf(gateways), redis, postgres);
        for (var pid : gateways) meter.allocations.add(Allocation.of(pid));
        return meter;
    }

    Spent look() throws IOException {
        var gatewayUs = 0.0;
        for (var pid : gateways) gatewayUs += ProcStat.cpuUs(pid);
        return new Spent(
                gatewayUs,
                redis == NONE ? 0 : ProcStat.treeCpuUs(redis),
                postgres == NONE ? 0 : ProcStat.treeCpuUs(postgres),
                ProcStat.cpuUs(ProcessHandle.current().pid()),
                allocations.stream().mapToDouble(Allocation::bytes).sum());
    }

    /** Of the gateway's processes together. */
    double residentMb() throws IOException {
        var sum = 0.0;
        for (var pid : gateways) sum += ProcStat.residentMb(pid);
        return sum;
    }

    @Override
    public void close() {
        allocations.forEach(Allocation::close);
    }
}
