package dev.spillway.connector;

import dev.spillway.connector.Auth.Send;
import dev.spillway.connector.Auth.TokenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A grant of OAuth 2.0, as the call that asks for a token. Never printed: secrets are in it.
 *
 * @param url template of the token endpoint
 * @param send how the client shows its secret
 * @param basic user and password of {@link Send#BASIC}; else empty
 * @param fields the same each time
 * @param fresh made anew each time
 * @param token what is done with what comes back
 */
record TokenCall(
        String url,
        Send send,
        String basic,
        Map<String, Object> fields,
        Map<String, Function<Scope, String>> fresh,
        TokenFile token) {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String JWT_CLIENT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Of the kinds that ask a token endpoint; null for the others. */
    static @Nullable TokenCall of(@Nullable Auth auth, AuthCompiler secrets, AssertionCompiler assertions) {
        if (auth instanceof Auth.Oauth2ClientCredentials kind) return credentials(kind, secrets);
        if (auth instanceof Auth.Oauth2RefreshToken kind) return refresh(kind, secrets);
        if (auth instanceof Auth.Oauth2JwtBearer kind) {
            return grant(JWT_BEARER)
                    .with(kind.extra())
                    .fresh("assertion", assertions.compile(kind.jwt()))
                    .call(kind.tokenUrl(), Send.FORM, kind.token());
        }
        if (!(auth instanceof Auth.Oauth2ClientAssertion kind)) return null;
        return grant("client_credentials")
                .field("client_id", secrets.filled("auth.clientId", kind.clientId()))
                .field("client_assertion_type", JWT_CLIENT)
                .field("scope", secrets.filled("auth.scope", kind.scope()))
                .with(kind.extra())
                .fresh("client_assertion", assertions.compile(kind.jwt()))
                .call(kind.tokenUrl(), Send.FORM, kind.token());
    }

    private static TokenCall credentials(Auth.Oauth2ClientCredentials kind, AuthCompiler secrets) {
        return grant("client_credentials")
                .client(
                        kind.send(),
                        secrets.filled("auth.clientId", kind.clientId()),
                        secrets.secret("auth.clientSecret", kind.clientSecret()))
                .field("scope", secrets.filled("auth.scope", kind.scope()))
                .with(kind.extra())
                .call(kind.tokenUrl(), kind.send(), kind.token());
    }

    private static TokenCall refresh(Auth.Oauth2RefreshToken kind, AuthCompiler secrets) {
        var first = secrets.secret("auth.refreshToken", kind.refreshToken());
        return grant("refresh_token")
                .client(
                        kind.send(),
                        secrets.filled("auth.clientId", kind.clientId()),
                        secrets.secret("auth.clientSecret", kind.clientSecret()))
                .field("scope", secrets.filled("auth.scope", kind.scope()))
                .with(kind.extra())
                .fresh("refresh_token", scope -> latest(scope, first))
                .call(kind.tokenUrl(), kind.send(), kind.token());
    }

    /** The one the backend gave last, if it gives a new one each time. */
    private static String latest(Scope scope, String first) {
        var given = scope.text(List.of("login", "before", LoginPlan.REFRESH));
        return given == null ? first : given;
    }

    private static TokenCall grant(String type) {
        return new TokenCall("", Send.FORM, "", Map.of("grant_type", type), Map.of(), TokenFile.USUAL);
    }

    private TokenCall client(Send send, String id, String secret) {
        if (send != Send.BASIC) return field("client_id", id).field("client_secret", secret);
        return new TokenCall(url, send, id + ":" + secret, fields, fresh, token);
    }

    /** Empty ones are left out. */
    private TokenCall field(String name, String value) {
        return value.isEmpty() ? this : with(Map.of(name, value));
    }

    private TokenCall with(Map<String, Object> more) {
        var grown = new LinkedHashMap<>(fields);
        grown.putAll(more);
        return new TokenCall(url, send, basic, grown, fresh, token);
    }

    private TokenCall fresh(String name, Function<Scope, String> value) {
        return new TokenCall(url, send, basic, fields, Map.of(name, value), token);
    }

    private TokenCall call(String url, Send send, @Nullable TokenFile token) {
        return new TokenCall(url, send, basic, fields, fresh, token == null ? TokenFile.USUAL : token);
    }

    Body body() {
        return new TokenBody(send == Send.JSON, fields, fresh);
    }

    @Override
    public String toString() {
        return "TokenCall[" + url + "]";
    }
}
