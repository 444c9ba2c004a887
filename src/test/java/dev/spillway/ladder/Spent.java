package dev.spillway.ladder;

/**
 * What processes have used so far, or between two looks.
 *
 * @param gatewayUs CPU; likewise the others
 * @param clientUs of this JVM and what it started and has ended
 * @param allocated bytes in the gateway
 */
record Spent(double gatewayUs, double redisUs, double postgresUs, double clientUs, double allocated) {
    Spent minus(Spent earlier) {
        return new Spent(
                gatewayUs - earlier.gatewayUs,
                redisUs - earlier.redisUs,
                postgresUs - earlier.postgresUs,
                clientUs - earlier.clientUs,
                allocated - earlier.allocated);
    }

    Spent each(long times) {
        return new Spent(gatewayUs / times, redisUs / times, postgresUs / times, clientUs / times, allocated / times);
    }
}
