package dev.spillway.config;

import dev.spillway.api.ApiSettings;
import dev.spillway.dead.DeadSettings;
import dev.spillway.dispatch.DispatchSettings;
import dev.spillway.inbox.InboxSettings;
import dev.spillway.inbox.OverflowSettings;
import dev.spillway.ingress.IngressSettings;
import dev.spillway.ledger.LedgerSettings;
import dev.spillway.limit.LimitSettings;
import dev.spillway.media.MediaNumber;
import dev.spillway.media.MediaSettings;
import dev.spillway.ops.OpsSettings;
import dev.spillway.outbound.OutboundSettings;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.template.Account;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.yaml} as a tree of records; each part is the settings of one room.
 *
 * @param node what people call this node; empty for the name of its host
 * @param gates the file that says what messages to people pass before they go, relative to this one; empty: nothing
 * @param prices the file that says what they cost, relative to this one; empty where {@code gates} is
 * @param media where files are kept; null: none are
 * @param backends the file that holds them, relative to this one
 * @param routes the file that holds them, relative to this one
 * @param consent the file that says how people opt out and in again, relative to this one
 */
public record GatewayConfig(
        String node,
        IngressSettings ingress,
        List<SourceConfig> sources,
        OpsSettings management,
        RedisSettings redis,
        PostgresSettings postgres,
        InboxSettings inbox,
        OverflowSettings overflow,
        DispatchSettings dispatch,
        FlowConfig flow,
        LimitSettings limit,
        OutboundSettings outbound,
        List<SenderConfig> senders,
        String gates,
        String prices,
        @Nullable MediaSettings media,
        String backends,
        String routes,
        String consent,
        ApiSettings api,
        LedgerSettings ledger,
        DeadSettings dead,
        ShutdownConfig shutdown) {
    public GatewayConfig {
        sources = List.copyOf(sources);
        senders = List.copyOf(senders);
        if (gates.isEmpty() != prices.isEmpty()) {
            throw new IllegalArgumentException("prices must name a file where gates does, and be empty where gates is");
        }
        if (sources.isEmpty()) throw new IllegalArgumentException("sources must name at least one source");
        once("sources must have names of their own", sources.stream().map(SourceConfig::name));
        once("senders must have names of their own", senders.stream().map(SenderConfig::name));
        once(
                "senders must each have a phoneNumberId of their own",
                senders.stream().map(SenderConfig::phoneNumberId));
        once(
                "senders of one tenant and branch may have one that is preferred",
                senders.stream().filter(SenderConfig::preferred).map(GatewayConfig::place));
    }

    private static String place(SenderConfig sender) {
        return "tenant '" + sender.tenant() + "', branch '" + sender.branch() + "'";
    }

    private static void once(String rule, Stream<String> names) {
        var seen = new HashSet<String>();
        names.filter(name -> !seen.add(name)).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException(rule + "; twice there is " + twice);
        });
    }

    /** The names of all keys in Redis. */
    public Keyspace keyspace() {
        return new Keyspace(redis.keyPrefix(), inbox.shards());
    }

    /** Which sender answers on a channel: business number id to destination. */
    public Map<String, String> sendersByChannel() {
        return senders.stream().collect(Collectors.toMap(SenderConfig::phoneNumberId, SenderConfig::name));
    }

    /** Whose a business number is, by its id; empty if there is but one. */
    public Map<String, String> tenantsByChannel() {
        return senders.stream().collect(Collectors.toMap(SenderConfig::phoneNumberId, SenderConfig::tenant));
    }

    /** The numbers that files are sent from and fetched for, by the sender's name. */
    public Map<String, MediaNumber> mediaNumbers() {
        return senders.stream().collect(Collectors.toMap(SenderConfig::name, SenderConfig::mediaNumber));
    }

    /** Whether what people send is fetched. */
    public boolean fetchesMedia() {
        return media != null && media.fetchInbound();
    }

    /** Whose templates a sender sends: the account's id by the sender's name, for those that have one. */
    public Map<String, String> templateAccounts() {
        return senders.stream()
                .filter(sender -> !sender.businessAccountId().isEmpty())
                .collect(Collectors.toMap(SenderConfig::name, SenderConfig::businessAccountId));
    }

    /** The accounts that templates are in, each once. */
    public Collection<Account> accounts() {
        return senders.stream()
                .flatMap(sender -> sender.account().stream())
                .collect(Collectors.toMap(Account::id, Function.identity(), (first, same) -> first))
                .values();
    }
}
