package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import dev.spillway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What proves who we are: what is asked for, what is made of the answer, and what calls carry. */
final class LoginTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final String OPERATIONS = """
            operations:
              getStock:
                write: false
                steps:
                  - call: {method: GET, url: "https://erp.test/stock/{in.sku}"}
                    out: "{'sku': in.sku, 'available': body.available}"
              addNote:
                write: true
                idempotency: {strategy: ledger-only}
                steps:
                  - call: {method: POST, url: "https://erp.test/notes"}
                    body: "{'text': in.text}"
                    out: "{'id': body.id}"
            """;

    private static Connector connector(String auth, Map<String, String> params) {
        var declared = new StringBuilder("connector: erp\nparams:\n");
        params.keySet().forEach(name -> declared.append("  ").append(name).append(": {required: true}\n"));
        return ConnectorLoader.load("erp.yaml", declared + auth + OPERATIONS, params);
    }

    private static Step login(Connector connector, Map<String, String> before) {
        return plan(connector, "auth").begin().apply(new LoginPlan.Context(NOW, before));
    }

    private static LoginPlan plan(Connector connector, String name) {
        return Objects.requireNonNull(connector.logins().get(name), name);
    }

    private static Step stock(Connector connector) {
        return connector.begin(TestConnectors.lookup("getStock", Map.of("sku", "A")));
    }

    private static Step note(Connector connector) {
        return connector.begin(
                TestConnectors.write("addNote", Map.of("waId", "521", "text", "hi", "occurredAt", "x"), false));
    }

    private static Step with(Step step, String token, long version) {
        return ((Step.LogIn) step).then().apply(new Login(Map.of("token", token), version));
    }

    private static Step answer(Step step, int status, String body) {
        return ((Step.Call) step).then().apply(TestConnectors.reply(status, body));
    }

    private static final String CREDENTIALS = """
            auth:
              kind: oauth2-client-credentials
              tokenUrl: https://id.test/token
              clientId: "{id}"
              clientSecret: "{secret}"
              scope: read write
              send: %s
            """;

    private static final Map<String, String> CLIENT = Map.of("id", "me", "secret", "s3cret/&");

    @Test
    void asksForATokenByAForm() {
        var call = TestConnectors.call(login(connector(CREDENTIALS.formatted("form"), CLIENT), Map.of()));
        assertThat(call.method() + " " + call.uri()).isEqualTo("POST https://id.test/token");
        assertThat(call.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(call.body().text().split("&", -1))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "client_id=me",
                        "client_secret=s3cret%2F%26",
                        "scope=read%20write");
    }

    @Test
    void asksForATokenByJson() {
        var call = TestConnectors.call(login(connector(CREDENTIALS.formatted("json"), CLIENT), Map.of()));
        assertThat(TestConnectors.json(call.body()))
                .asString()
                .contains("client_secret=s3cret/&", "grant_type=client_credentials");
        assertThat(call.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void asksForATokenByBasic() {
        var call = TestConnectors.call(login(connector(CREDENTIALS.formatted("basic"), CLIENT), Map.of()));
        var pair = Base64.getEncoder().encodeToString("me:s3cret/&".getBytes(StandardCharsets.UTF_8));
        assertThat(call.headers()).containsEntry("Authorization", "Basic " + pair);
        assertThat(call.body().text()).doesNotContain("secret");
    }

    @Test
    void takesTheTokenItsLifeAndTheNextRefreshToken() {
        var step = login(connector(CREDENTIALS.formatted("form"), CLIENT), Map.of());
        var outcome = TestConnectors.outcome(
                answer(step, 200, "{\"access_token\":\"t\",\"expires_in\":1800,\"refresh_token\":\"r\"}"));
        assertThat(outcome).isEqualTo(Outcome.done(Map.of("token", "t", "expiresIn", "1800", "refreshToken", "r")));
    }

    @Test
    void takesNoForRevokedAndBusyForLater() {
        var step = login(connector(CREDENTIALS.formatted("form"), CLIENT), Map.of());
        assertThat(kind(answer(step, 400, "{\"error\":\"invalid_grant\"}"))).isEqualTo(Kind.AUTH_REVOKED);
        assertThat(kind(answer(step, 401, ""))).isEqualTo(Kind.AUTH_REVOKED);
        assertThat(kind(answer(step, 200, "{\"error\":\"invalid_code\"}"))).isEqualTo(Kind.AUTH_REVOKED);
        assertThat(kind(answer(step, 503, ""))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(answer(step, 429, ""))).isEqualTo(Kind.THROTTLED);
    }

    private static Kind kind(Step step) {
        return TestConnectors.outcome(step).kind();
    }

    @Test
    void carriesTheTokenAndAsksForAnotherOnceWhenItIsRefused() {
        var connector = connector(CREDENTIALS.formatted("form"), CLIENT);
        var first = with(stock(connector), "t1", 7);
        assertThat(TestConnectors.call(first).headers()).containsEntry("Authorization", "Bearer t1");
        var again = answer(first, 401, "{}");
        assertThat(again)
                .isInstanceOfSatisfying(
                        Step.LogIn.class, logIn -> assertThat(logIn.refused()).isEqualTo(7));
        var second = with(again, "t2", 8);
        assertThat(TestConnectors.call(second).headers()).containsEntry("Authorization", "Bearer t2");
        assertThat(TestConnectors.outcome(answer(second, 200, "{\"available\":3}"))
                        .value())
                .containsEntry("sku", "A");
        assertThat(kind(answer(second, 401, "{}"))).isEqualTo(Kind.AUTH_REVOKED);
    }

    @Test
    void bringsTheAddressOfTheInstance() {
        var yaml = CREDENTIALS.formatted("form") + "  token: {ttl: PT50M, export: {base: body.instance_url}}\n";
        var connector = ConnectorLoader.load(
                "erp.yaml",
                "connector: erp\nparams: {id: {required: true}, secret: {required: true}}\n" + yaml
                        + OPERATIONS.replace("https://erp.test", "{auth.base}"),
                CLIENT);
        var outcome = TestConnectors.outcome(answer(
                login(connector, Map.of()), 200, "{\"access_token\":\"t\",\"instance_url\":\"https://my.test\"}"));
        assertThat(outcome.value()).containsEntry("base", "https://my.test").containsEntry("expiresIn", "3000");
        var step = ((Step.LogIn) stock(connector))
                .then()
                .apply(new Login(Map.of("token", "t", "base", "https://my.test"), 1));
        assertThat(TestConnectors.call(step).uri()).hasToString("https://my.test/stock/A");
    }

    @Test
    void showsTheLatestRefreshToken() {
        var auth = """
                auth:
                  kind: oauth2-refresh-token
                  tokenUrl: https://id.test/token
                  clientId: "{id}"
                  clientSecret: "{secret}"
                  refreshToken: "{first}"
                """;
        var connector = connector(auth, Map.of("id", "me", "secret", "s", "first", "r0"));
        assertThat(TestConnectors.call(login(connector, Map.of())).body().text())
                .contains("refresh_token=r0");
        assertThat(TestConnectors.call(login(connector, Map.of("refreshToken", "r5")))
                        .body()
                        .text())
                .contains("refresh_token=r5");
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static KeyPair pair(String algorithm, int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static final String ASSERTION = """
            auth:
              kind: %s
              tokenUrl: https://id.test/token
              jwt: {alg: %s, key: "{key}", kid: k-1, iss: "{id}", sub: bot@shop.test, aud: https://id.test, claims: {scope: [rest]}}
            """;

    @Test
    void provesItselfByAnRsaSignature() throws Exception {
        for (var algorithm : new String[] {"RS256", "PS256"}) {
            var pair = pair("RSA", 2048);
            var connector = connector(
                    ASSERTION.formatted("oauth2-jwt-bearer", algorithm), Map.of("id", "me", "key", pem(pair)));
            var jwt = assertion(connector, "assertion");
            assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) pair.getPublic())))
                    .as(algorithm)
                    .isTrue();
            assertThat(jwt.getHeader().getKeyID()).isEqualTo("k-1");
            assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("me");
            assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(NOW.plusSeconds(120));
        }
    }

    @Test
    void provesItselfByAnEllipticSignature() throws Exception {
        var pair = pair("EC", 256);
        // A line break in an environment variable is often written out.
        var key = pem(pair).replace("\n", "\\n").replace("\r", "");
        var connector =
                connector(ASSERTION.formatted("oauth2-client-assertion", "ES256"), Map.of("id", "me", "key", key));
        var jwt = assertion(connector, "client_assertion");
        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic())))
                .isTrue();
        assertThat(jwt.getJWTClaimsSet().getClaim("scope")).hasToString("[rest]");
    }

    private static SignedJWT assertion(Connector connector, String field) throws Exception {
        var form = TestConnectors.call(login(connector, Map.of())).body().text();
        for (var pair : form.split("&", -1)) {
            if (pair.startsWith(field + "=")) return SignedJWT.parse(pair.substring(field.length() + 1));
        }
        throw new AssertionError("no " + field);
    }

    @Test
    void fetchesATokenAgainstForgedRequestsForWritesOnly() {
        var yaml = """
                auth: {kind: basic, user: "{id}", password: "{secret}"}
                csrf: {url: "https://erp.test/"}
                """;
        var connector = connector(yaml, CLIENT);
        assertThat(stock(connector)).isInstanceOf(Step.Call.class);
        var fetch = plan(connector, "csrf").begin().apply(new LoginPlan.Context(NOW, Map.of()));
        assertThat(TestConnectors.call(fetch).headers())
                .containsEntry("x-csrf-token", "Fetch")
                .containsKey("Authorization");
        var reply = new HttpReply(200, Map.of("x-csrf-token", "tok"), Map.of("SAP_SESSIONID", "s1"), Payload.EMPTY);
        assertThat(TestConnectors.outcome(((Step.Call) fetch).then().apply(reply))
                        .value())
                .containsEntry("token", "tok")
                .containsEntry("cookies", "SAP_SESSIONID=s1");
        var write = ((Step.LogIn) note(connector))
                .then()
                .apply(new Login(Map.of("token", "tok", "cookies", "SAP_SESSIONID=s1"), 1));
        assertThat(TestConnectors.call(write).headers())
                .containsEntry("x-csrf-token", "tok")
                .containsEntry("Cookie", "SAP_SESSIONID=s1");
        var stale = new HttpReply(403, Map.of("x-csrf-token", "Required"), Payload.EMPTY);
        assertThat(((Step.Call) write).then().apply(stale))
                .isInstanceOfSatisfying(
                        Step.LogIn.class, logIn -> assertThat(logIn.name()).isEqualTo("csrf"));
    }

    @Test
    void logsInByCallsOfTheBackendsOwn() {
        var auth = """
                auth:
                  kind: login
                  steps:
                    - call: {method: POST, url: "https://erp.test/jsonrpc"}
                      jsonrpc: {method: call, params: "{'service': 'common', 'args': [param.id, param.secret]}"}
                      out: "{'uid': body.result}"
                  headers: {X-User: "{auth.uid}"}
                """;
        var connector = connector(auth, CLIENT);
        var step = login(connector, Map.of());
        assertThat(TestConnectors.json(TestConnectors.call(step).body()))
                .asString()
                .contains("args=[me, s3cret/&]", "id=1");
        assertThat(TestConnectors.outcome(answer(step, 200, "{\"result\":2}")))
                .isEqualTo(Outcome.done(Map.of("uid", "2")));
        var call = ((Step.LogIn) stock(connector)).then().apply(new Login(Map.of("uid", "2"), 1));
        assertThat(TestConnectors.call(call).headers()).containsEntry("X-User", "2");
    }

    @Test
    void signsWhatItSends() throws Exception {
        var auth = "auth: {kind: hmac, header: X-Signature, secret: \"{secret}\", prefix: \"sha256=\"}\n";
        var call = TestConnectors.call(note(connector(auth, Map.of("secret", "k"))));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[] {'k'}, "HmacSHA256"));
        var expected = HexFormat.of().formatHex(mac.doFinal(call.body().bytes()));
        assertThat(call.headers()).containsEntry("X-Signature", "sha256=" + expected);
    }

    /** The vector that the project Standard Webhooks publishes; its body has a blank that our JSON would not have. */
    @Test
    void signsByStandardWebhooks() {
        var problems = new Problems("hook.yaml");
        var params = Parameters.of(
                Map.of("secret", new ConnectorFile.ParamFile(true, "", true, "")),
                Map.of("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                problems);
        var instance = new Instance("test", "", Map.of());
        var tools = ConnectorTools.of(instance, params, Redaction.NONE, problems);
        var signature = new AuthCompiler(tools.templates(), tools.headers(), problems)
                .signature(new Auth.StandardWebhooks("{secret}"));
        var context = new Operation.Context("e", "msg_p5jXN8AQM9LWM0D4loKWxJek", "", "es", 1, false)
                .at(Instant.ofEpochSecond(1614265330));
        var scope = Scope.of(new Operation("emitEvent", Map.of(), context), instance);
        assertThat(Objects.requireNonNull(signature).of(scope, Payload.of("{\"test\": 2432232314}")))
                .isEqualTo(Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }
}
