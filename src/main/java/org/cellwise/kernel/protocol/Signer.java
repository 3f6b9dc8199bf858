package org.cellwise.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with the key of the connection file, and knows those that others signed with it. */
final class Signer {

    private final Mac code; // null where messages are not signed

    /** @param scheme such as {@code hmac-sha256} */
    Signer(String scheme, String key) throws GeneralSecurityException {
        if (key == null || key.isEmpty()) {
            code = null;
        } else {
            code = Mac.getInstance(scheme.replace("-", ""));
            code.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), scheme));
        }
    }

    /** In hexadecimal digits; empty without a key. */
    synchronized String sign(Iterable<byte[]> parts) {
        if (code == null) {
            return "";
        }
        parts.forEach(code::update);
        return HexFormat.of().formatHex(code.doFinal());
    }
}
