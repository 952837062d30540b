package io.tideway.ws.tyrus.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes a TLS context of a certificate chain and its private key, in two PEM files (RFC 7468). */
public final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]++)-----END PRIVATE KEY-----");
    private static final Pattern LABEL = Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----");
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    /**
     * Reads the files.
     *
     * @param chain the server's certificate, then those that it was issued by
     * @param key the private key in PKCS#8, of RSA or an elliptic curve, without a password
     * @return the context
     * @throws IllegalArgumentException if a file cannot be read, or is not what it should be
     */
    public static SSLContext context(Path chain, Path key) {
        Certificate[] certificates = certificates(chain);
        PublicKey publicKey = certificates[0].getPublicKey();
        PrivateKey privateKey = privateKey(key, publicKey.getAlgorithm());
        checkPair(publicKey, privateKey, chain, key);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("tideway", privateKey, NO_PASSWORD, certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(TlsMessages.pemUnusable(chain, key, e), e);
        }
    }

    private static Certificate[] certificates(Path file) {
        try {
            byte[] pem = read(file).getBytes(StandardCharsets.ISO_8859_1);
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!found.isEmpty()) {
                return found.toArray(Certificate[]::new);
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(TlsMessages.noCertificate(file), e);
        }
        throw new IllegalArgumentException(TlsMessages.noCertificate(file));
    }

    private static PrivateKey privateKey(Path file, String algorithm) {
        String pem = read(file);
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            Matcher label = LABEL.matcher(pem);
            throw new IllegalArgumentException(
                    TlsMessages.noPrivateKey(file, label.find() ? label.group(1) : "nothing"));
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(TlsMessages.badPrivateKey(file, algorithm), e);
        }
    }

    private static void checkPair(PublicKey publicKey, PrivateKey privateKey, Path chain, Path key) {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update((byte) 1);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(TlsMessages.notAPair(chain, key), e);
        }
        throw new IllegalArgumentException(TlsMessages.notAPair(chain, key));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException(TlsMessages.unreadable(file, e), e);
        }
    }
}
