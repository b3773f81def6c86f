package io.tailrace.parsers.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule finds and, as important, what it leaves alone. */
class RedactorTest {
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4111111111111111|[credit_card]",
        "paid with 4111 1111 1111 1111.|paid with [credit_card].",
        "card=4111-1111-1111-1111;|card=[credit_card];",
        "378282246310005|[credit_card]",
        "3782 822463 10005 expires 12/27|[credit_card] expires 12/27",
        "5555555555554444,4222222222222|[credit_card],[credit_card]",
        "2223003122003222 and 3530111333300000|[credit_card] and [credit_card]",
        "200 4111 1111 1111 1111|200 [credit_card]",
        "6304 0000 0000 0000|[credit_card]",
        "4111 1111 1111 1111 12/27|[credit_card] 12/27",
        "4111.1111.1111.1111|[credit_card]",
      })
  void cardNumbersAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"x\\éy\"}|{\"a\":\"x[p]y\"}",
        "{\"a\":\"\\u00€0\"}|{\"a\":\"[p]0\"}",
        "{\"a\":\"\\😀|{\"a\":\"[p]",
      })
  void aPatternCutsNoCharacterThatIsEscapedThoughItNeedNot(String text, String redacted) {
    Redactor redactor = Redacting.patterns(Map.of("p", "\\\\"));
    assertThat(Redacting.redacted(redactor, text)).isEqualTo(redacted);
  }

  /** It may be anything that begins so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"mail bob@example.org came|{\"mail [email] came",
        "{\"a\":\"bob@example.org\",\"to eve@example.org|{\"a\":\"[email]\",\"to [email]",
        "{\"a\":{\"password=x y\\|{\"a\":{\"password=[secret] y\\",
        "{\"mail bob@example.org came\" |{\"mail [email] came\" ",
        "{\"|{\"",
      })
  void anObjectThatEndsInANameIsRedactedThereToo(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  /** Once the name is gone nothing would say that what follows is secret. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bad credentials: password: hunter2 given|bad credentials: [secret] given",
        "credentials: user_token = hunter2, x|credentials: [secret], x",
        "secret: token: password: hunter2|secret: [secret]",
        "credentials: \"password\": \"a b\" c|credentials: \"[secret]\" c",
        "credentials: password: 'a b' c|credentials: [secret]' c",
        "Authorization: Basic api_key: 'a b' c|Authorization: Basic [bearer]' c",
        "Authorization: Basic password: hunter2|Authorization: Basic [bearer]",
        "Bearer db_secret: hunter2|Bearer [bearer]",
        "Authorization: Bearer Bearer hunter2-hunter2 x|Authorization: Bearer Bearer [bearer] x",
        "{\"m\":\"credentials: \\\"token\\\": \\\"a b\\\" c\"}|{\"m\":\"credentials: \\\"[secret]\\\" c\"}",
        "token= Bearer hunter2 x|token= [secret] x",
        "x-token: [Bearer hunter2], x|x-token: [[secret]], x",
        "token: Basic  Bearer [secret] x|token: [secret] x",
        "password: token|password: [secret]",
        "password=mytoken == x|password=[secret] == x",
      })
  void aValueThatIsTheNameOfAnotherGoesWithIt(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order 4111111111111112",
        "1732269600000",
        "1732269600123456 1732269600123456789",
        "8888888888888888",
        "id4111111111111111",
        "4111111111111111x",
        "0.4111111111111111",
        "4111111111111111.5",
        "-4111111111111111",
        "41111111111111110000",
        "2026-11-22 10:00:00.000 411",
        "550e8400-e29b-41d4-5123-446655440000",
        "4111 1111 1111 111",
        "4111  1111 1111 1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
      })
  void otherNumbersAreNoCards(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mail bob@example.com now|mail [email] now",
        "<bob.o'hara+x@mail.example.co.uk>|<bob.o'[email]>",
        "a@b.co.|[email].",
        "a@b.co,c_d@e-f.org|[email],[email]",
        "?email=bob%40example.com&x=1|?email=[email]&x=1",
        "bob@xn--bcher-kva.xn--p1ai|[email]",
        "user=bob@example.com:|user=[email]:",
        "böb@bücher.example, иван@почта.рф|[email], [email]",
        "用户bob@x.com，已登录|用户[email]，已登录",
      })
  void mailAddressesAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Override public",
        "root@localhost",
        "lodash@4.17.21",
        "java.base@25.0.1/java.lang",
        "com.example.Foo@1a2b3c",
        "a @ b.com",
        "foo@",
        "@foo.com",
        "50%40 off",
        "x@y.z",
        "x@y..com",
        "git@github.com:acme/shop.git",
        "logo@2x.png",
      })
  void otherSignsAreNoMailAddresses(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from 10.0.0.1 to 192.168.1.255|from [ip] to [ip]",
        "10.1.2.3:8080|[ip]:8080",
        "http://10.1.2.3/x|http://[ip]/x",
        "localhost/127.0.0.1:80|localhost/[ip]:80",
        "10.1.2.3-10.1.2.9|[ip]-[ip]",
        "10.1.2.3.|[ip].",
        "ip=::1|ip=[ip]",
        "got {\"a\":\"x\\n10.1.2.3\"}|got {\"a\":\"x\\n[ip]\"}",
        "[2001:db8::8a2e:370:7334]:443|[[ip]]:443",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334|[ip]",
        "fe80::1%eth0|[ip]%eth0",
        "::ffff:10.1.2.3|[ip]",
        "client: fe80::: up|client: [ip]: up",
        "addr 2001:db8::1: down|addr [ip]: down",
      })
  void addressesAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4.5",
        "v1.2.3.4",
        "1.2.3.4-SNAPSHOT",
        "1.2.3",
        "256.1.1.1",
        "1.2.3.4567",
        "Chrome/120.0.0.0",
        "12:34:56",
        "2026-11-22T12:34:56.789",
        "12:34:56:78",
        "std::string core::fmt dead::beef",
        "00:1b:44:11:3a:b7",
        "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01",
        "::",
        "[::]:8080",
        "a:b:c",
        "1:2:3:4:5:6:7",
      })
  void otherDottedAndColonedTextIsNoAddress(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abcdef|Authorization: Bearer [bearer]",
        "authorization: Basic dXNlcjpwYXNz, x|authorization: Basic [bearer], x",
        "Proxy-Authorization=Bearer a.b-c_d~e+f/g==|Proxy-Authorization=Bearer [bearer]",
        "got bearer abc123 from|got bearer [bearer] from",
        "bearer xyz|bearer [bearer]",
        "\"Authorization\":\"Bearer xyz\"|\"Authorization\":\"Bearer [bearer]\"",
        "Authorization: 0123456789abcdef|Authorization: [bearer]",
        "{Authorization=[Basic dXNlcg==], x=1}|{Authorization=[Basic [bearer]], x=1}",
        "Authorization: Digest username=\"bob\", nonce=\"1f\", response=77 next|Authorization: Digest [bearer] next",
        "Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=77|Authorization: AWS4-HMAC-SHA256 [bearer]",
      })
  void bearerTokensAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the bearer of bad news",
        "missing bearer token",
        "Bearer authentication failed",
        "forbearer abc123",
        "basic auth is off",
        "authorization: denied by policy",
        "WWW-Authenticate: Bearer realm=\"x\"",
      })
  void wordsAreNoBearerTokens(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @Test
  void jsonWebTokensAreFound() {
    assertThat(Redacting.masked("jwt " + JWT + " ok")).isEqualTo("jwt [jwt] ok");
    assertThat(Redacting.masked("/cb?x=" + JWT + "&y=1")).isEqualTo("/cb?x=[jwt]&y=1");
    assertThat(Redacting.masked("eyJhbGciOiJkaXIifQ..AxY8DCtDaGlsbGljb3RoZQ.KDlTtXch.Mz-VPPyU4R"))
        .isEqualTo("[jwt]");
    assertThat(Redacting.masked("see " + JWT + ".")).isEqualTo("see [jwt].");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eyJ", "eyJhbGciOiJIUzI1NiJ9", "xeyJhbGciOiJIUzI1NiJ9.eyJzdWIi", "eyJ.a.b"})
  void otherBase64IsNoJsonWebToken(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id AKIAIOSFODNN7EXAMPLE|id [aws_key]",
        "(ASIAIOSFODNN7EXAMPLE)|([aws_key])",
        "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|aws_secret_access_key=[aws_key]",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG|aws_secret_access_key = [aws_key]",
        "AWS_SECRET_ACCESS_KEY: \"a b\"|AWS_SECRET_ACCESS_KEY: \"[aws_key]\"",
      })
  void awsKeysAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPL",
        "AKIAIOSFODNN7EXAMPLEX",
        "XAKIAIOSFODNN7EXAMPLE",
        "AKIA",
        "ASIA"
      })
  void otherIdsAreNoAwsKeys(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0abcdefghijkl_1234567890abcdefghij",
        "glpat-abcDEF1234567890abcd",
        "glpat-abcDEF1234567890abcd.01.0w1xyz",
        "xoxb-123456789012-1234567890123-abcdefABCDEF",
        "AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
        "ya29.a0AfH6SMBx1234567890abcdefghijklmnop",
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "rk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "whsec_4eC39HqLyjWDarjtT1zdp7dc",
        "npm_abcdefghijklmnopqrstuvwxyz0123456789",
        "sk-proj-abcdefghijklmnopqrst-0123456789_ABCD",
        "sk-ant-api03-abcdefghijklmnopqrstuvwxyz",
        "sk-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH",
        "SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
        "dop_v1_0123456789abcdef0123456789abcdef",
        "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",
        "pypi-AgEIcHlwaS5vcmcCJGFiY2RlZmdoaWpr",
        "dckr_pat_abcdefghijklmnopqrstuvwxyz0",
        "hvs.CAESIJabcdefghijklmnopqrstuvwxyz",
        "shpat_0123456789abcdef0123456789abcdef",
      })
  void keysOfWellKnownServicesAreFound(String key) {
    assertThat(Redacting.masked("with " + key + ", next")).isEqualTo("with [api_key], next");
    assertThat(Redacting.masked("{\"a\":\"\\n" + key + "\"}"))
        .isEqualTo("{\"a\":\"\\n[api_key]\"}");
  }

  @Test
  void urlThatLetsAnyonePostLosesItsPath() {
    String hook = "POST https://hooks.slack.com/services/T0/B0/X0 200";

    assertThat(Redacting.masked(hook))
        .isEqualTo("POST https://hooks.slack.com/services/[api_key] 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm_config_registry and npm_lifecycle_event_of_a_package_with_a_long_name",
        "ghp_short hf_model shpat_x sk_test",
        "xoxo-love glpat- sk-learn-with-a-name-of-several-words-that-is-long",
        "AIza SG.1 hvs. ya29.",
        "a_sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "https://hooks.slack.com/services/",
      })
  void otherWordsAreNoKeys(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-----BEGIN RSA PRIVATE KEY-----#MII#abc=#-----END RSA PRIVATE KEY-----|-----BEGIN RSA PRIVATE KEY-----[private_key]-----END RSA PRIVATE KEY-----",
        "x -----BEGIN PGP PRIVATE KEY BLOCK-----#MII|x -----BEGIN PGP PRIVATE KEY BLOCK-----[private_key]",
        "-----BEGIN CERTIFICATE-----#MII#-----END CERTIFICATE-----|-----BEGIN CERTIFICATE-----#MII#-----END CERTIFICATE-----",
        "a PRIVATE KEY-----x|a PRIVATE KEY-----x",
        "-----BEGIN PRIVATE KEY|-----BEGIN PRIVATE KEY",
        "-----BEGIN PRIVATE KEY-----|-----BEGIN PRIVATE KEY-----",
      })
  void privateKeysAreFound(String text, String redacted) {
    String masked = Redacting.masked(text.replace('#', '\n'));

    assertThat(masked).isEqualTo(redacted.replace('#', '\n'));
    assertThat(Redacting.masked(masked)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgres://app:hunter2@db:5432/x|postgres://app:[url_password]@db:5432/x",
        "redis://:hunter2@cache|redis://:[url_password]@cache",
        "amqp://a:p@ss@mq, next|amqp://a:[url_password]@mq, next",
        "https://u:p@[2001:db8::1]/|https://u:[url_password]@[[ip]]/",
      })
  void passwordsInUrlsAreFound(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com:8080/a@b",
        "http://example.com/?q=a:b@c",
        "http://user@host/",
        "http://user:@host/",
        "://a:b@c",
        "C://",
      })
  void otherUrlsHaveNoPassword(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=hunter2|password=[secret]",
        "user=bob password=hunter2 x=1|user=bob password=[secret] x=1",
        "DB_PASS=hunter2;PWD=/app|DB_PASS=[secret];PWD=/app",
        "password = \"correct horse\" ok|password = \"[secret]\" ok",
        "password='it' x|password='[secret]' x",
        "api_key: abc, next|api_key: [secret], next",
        "X-Api-Key: abc|X-Api-Key: [secret]",
        "?access_token=abc&y=1|?access_token=[secret]&y=1",
        "User(name=bob, password=hun)ter2)|User(name=bob, password=[secret])",
        "{name=bob, password=a,b, role=x}|{name=bob, password=[secret], role=x}",
        "password=a,role=x|password=[secret],role=x",
        "spring.datasource.password=x y|spring.datasource.password=[secret] y",
        ":password => 'x'|:password => '[secret]'",
        "secret := x|secret := [secret]",
        "got {\"token\":\"x y\",\"n\":1}|got {\"token\":\"[secret]\",\"n\":1}",
        "got {\"a\":\"{\\\"token\\\":\\\"x\\\"}\"} now|got {\"a\":\"{\\\"token\\\":\\\"[secret]\\\"}\"} now",
        "password=\"cut sho|password=\"[secret]",
        "client_secret=[abc]|client_secret=[[secret]]",
        "password=****,token=x|password=****,token=[secret]",
        "Cookie: JSESSIONID=1F; theme=dark|Cookie: [secret]",
        "Set-Cookie: sid=1F; Path=/; HttpOnly|Set-Cookie: [secret]",
        "curl -H 'Cookie: a=b' x|curl -H 'Cookie: [secret]' x",
        "headers {cookie=[a=b; c=d], host=h}|headers {cookie=[[secret]], host=h}",
        "/cart;jsessionid=1F&x=1|/cart;jsessionid=[secret]&x=1",
        "/a?sig=1F&auth=2&x=3|/a?sig=[secret]&auth=[secret]&x=3",
        "AccountKey=a/b==;EndpointSuffix=x|AccountKey=[secret];EndpointSuffix=x",
        "app --password hunter2 --port 1|app --password [secret] --port 1",
        "app --api-key 'a b'|app --api-key '[secret]'",
        "<password>a &amp; b</password>|<password>[secret]</password>",
        "<w:Password t=\"x\">a</w:Password>|<w:Password t=\"x\">[secret]</w:Password>",
        "<password>it is bob@x.org</password>|<password>[secret]</password>",
      })
  void secretsAreFoundByTheirNames(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "password=",
        "password=\"\"",
        "passwordless=yes",
        "password_length=12",
        "tokens=12 total_tokens: 5",
        "hasToken=true secret=null",
        "PWD=/home/bob",
        "pass: 3, fail: 0",
        "password == other",
        "token::type",
        "author: x",
        "cookie: accepted",
        "sig=1 auth=2 &x",
        "--password",
        "--password --verbose",
        "-- password x",
        "<b>x</b><password></password>",
        "a</password",
        "<password/>x</a> <password>x",
      })
  void otherNamesAreNoSecrets(String text) {
    assertThat(Redacting.masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"card\":4111111111111111}|{\"card\":\"[credit_card]\"}",
        "{\"password\": 1234, \"a\":[4111111111111111 , 1]}|{\"password\": \"[secret]\", \"a\":[\"[credit_card]\" , 1]}",
        "{\"password\":null,\"token\":true}|{\"password\":null,\"token\":true}",
        "{\"token\":[\"a\",\"b\"],\"c\":\"d\"}|{\"token\":[\"[secret]\",\"[secret]\"],\"c\":\"d\"}",
        "{\"secret\":{\"id\":\"x\"}}|{\"secret\":{\"id\":\"x\"}}",
        "{\"password\":\"a\\\"b\\\\\"}|{\"password\":\"[secret]\"}",
        "{\"m\":\"line\\n10.0.0.1\\nbob@x.org\"}|{\"m\":\"line\\n[ip]\\n[email]\"}",
        "{\"m\":\"\\u0041\\u002010.0.0.1\"}|{\"m\":\"\\u0041\\u0020[ip]\"}",
        "{\"m\":\"{\\\"a\\\":\\\"x\\\\t10.0.0.1\\\"}\"}|{\"m\":\"{\\\"a\\\":\\\"x\\\\t[ip]\\\"}\"}",
        "{\"m\":\"\\u2001::1\"}|{\"m\":\"\\u2001[ip]\"}",
        "{\"m\":\"password=a\\\\b\\nc\"}|{\"m\":\"password=[secret]\\nc\"}",
        "{\"m\":\"{\\\"password\\\":\\\"x\\\\\\\\\\\",\\\"a\\\":\\\"y\\\"}\"}|{\"m\":\"{\\\"password\\\":\\\"[secret]\\\",\\\"a\\\":\\\"y\\\"}\"}",
        "{\"m\":\"http:\\/\\/u:p@h\\/\"}|{\"m\":\"http:\\/\\/u:[url_password]@h\\/\"}",
        "{\"10.0.0.1\":\"x\",\"a@b.org\":1}|{\"10.0.0.1\":\"x\",\"a@b.org\":1}",
        "{\"authorization\":[\"Bearer abc\"]}|{\"authorization\":[\"Bearer [bearer]\"]}",
        "{\"m\":\"x\",\"password\":\"cut|{\"m\":\"x\",\"password\":\"[secret]",
        "{\"cookie\":\"a=b; c=d\",\"x\":1}|{\"cookie\":\"[secret]\",\"x\":1}",
        "{\"cookie\":\"none of 10.0.0.1\",\"cookies\":5}|{\"cookie\":\"none of [ip]\",\"cookies\":5}",
        "{\"m\":\"<password>x<\\/password>\"}|{\"m\":\"<password>[secret]<\\/password>\"}",
        "{\"m\":\"-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE KEY-----\\n\"}|{\"m\":\"-----BEGIN PRIVATE KEY-----[private_key]-----END PRIVATE KEY-----\\n\"}",
        " { \"a\" : \"1.2.3.4\" } |{ \"a\" : \"[ip]\" }",
      })
  void jsonStaysJsonOfTheSameStructure(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{user=bob, password=x, ip=1.2.3.4}|{user=bob, password=[secret], ip=[ip]}",
        "{10.0.0.1: 4111111111111111}|{[ip]: [credit_card]}",
        "{\"a\":1} from 10.0.0.1|{\"a\":1} from [ip]",
        "{\"a\":1 10.0.0.1|{\"a\":1 [ip]",
        "{::1}|{[ip]}",
      })
  void whatBeginsLikeJsonAndIsNoneIsRedactedAsText(String text, String redacted) {
    assertThat(Redacting.masked(text)).isEqualTo(redacted);
  }

  @Test
  void ruleThatIsNotAskedForDoesNothing() {
    String text = "bob@example.com 10.0.0.1 password=x " + JWT;

    assertThat(Redacting.redacted(Redacting.only(RedactionRule.IP), text))
        .isEqualTo("bob@example.com [ip] password=x " + JWT);
  }

  @Test
  void secretKeyOfAwsIsASecretLikeAnyIfOnlyThoseAreAskedFor() {
    assertThat(
            Redacting.redacted(Redacting.only(RedactionRule.SECRET), "aws_secret_access_key=abc"))
        .isEqualTo("aws_secret_access_key=[secret]");
  }

  @Test
  void hashesOfEqualValuesAreEqualAndDependOnTheKey() {
    Redactor redactor = Redacting.redactor(RedactionStyle.HASH);
    String first = Redacting.redacted(redactor, "4111111111111111 bob@example.com");
    String again = Redacting.redacted(redactor, "4111 1111 1111 1111 bob@example.com");
    String other = Redacting.redacted(redactor, "4111111111111111 eve@example.com");
    String otherKey =
        Redacting.redacted(
            new Redaction(Redacting.ALL, Map.of(), RedactionStyle.HASH, "another").newRedactor(),
            "4111111111111111 bob@example.com");

    assertThat(first)
        .matches("\\[credit_card:[0-9a-f]{16}] \\[email:[0-9a-f]{16}]")
        .isEqualTo(again)
        .isNotEqualTo(other)
        .isNotEqualTo(otherKey);
  }

  @Test
  void hashIsTheBeginningOfHmacSha256() {
    // echo -n bob@example.com | openssl dgst -sha256 -hmac 'a key of a test'
    assertThat(Redacting.redacted(Redacting.redactor(RedactionStyle.HASH), "bob@example.com"))
        .isEqualTo("[email:b407f3180fd08afa]");
  }

  @Test
  void whatIsRemovedLeavesNothing() {
    Redactor redactor = Redacting.redactor(RedactionStyle.REMOVE);

    assertThat(Redacting.redacted(redactor, "from 10.0.0.1 password=x;"))
        .isEqualTo("from  password=;");
    assertThat(Redacting.redacted(redactor, "{\"token\":\"x\",\"card\":4111111111111111}"))
        .isEqualTo("{\"token\":\"\",\"card\":\"\"}");
  }

  @Test
  void patternsOfTheUserAreFoundAlsoInJson() {
    Map<String, String> patterns = new LinkedHashMap<>();
    patterns.put("order", "ORD-[0-9]+");
    patterns.put("patient", "patient (\\w+)");
    Redactor redactor = Redacting.patterns(patterns);

    assertThat(Redacting.redacted(redactor, "ORD-12 of patient Smith, ORD-13"))
        .isEqualTo("[order] of patient [patient], [order]");
    assertThat(Redacting.redacted(redactor, "{\"ORD-1\":\"ORD-2\\n\"}"))
        .isEqualTo("{\"ORD-1\":\"[order]\\n\"}");
    assertThat(redactor.counts()).containsExactly(Map.entry("order", 3L), Map.entry("patient", 1L));
  }

  @Test
  void patternNeverCutsAnEscapeOrANumber() {
    Redactor redactor = Redacting.patterns(Map.of("digits", "[0-9n]+"));

    assertThat(Redacting.redacted(redactor, "{\"a\":\"\\u0041x\\n5\",\"b\":-12.5}"))
        .isEqualTo("{\"a\":\"[digits]x[digits]\",\"b\":\"[digits]\"}");
  }

  @Test
  void rulesAndPatternsWorkTogether() {
    Redactor redactor =
        new Redaction(Set.of(RedactionRule.EMAIL), Map.of("x", "q+"), RedactionStyle.MASK, "")
            .newRedactor();

    assertThat(Redacting.redacted(redactor, "a@b.org qq")).isEqualTo("[email] [x]");
    assertThat(redactor.counts()).isEqualTo(Map.of("email", 1L, "x", 1L));
  }

  @Test
  void whatIsFoundIsCountedOnceThoughATextIsReadAgainAsNoJson() {
    Redactor redactor = Redacting.redactor(RedactionStyle.MASK);
    Redacting.redacted(redactor, "{\"a\":\"10.0.0.1\"} bob@x.org");
    Redacting.redacted(redactor, "nothing here");

    assertThat(redactor.counts()).isEqualTo(Map.of("ip", 1L, "email", 1L));
  }

  @Test
  void lineFullOfShortValuesDoesNotBlowUp() {
    String text = "{\"a\":\"" + "::1 ".repeat(10_000) + "\",\"pwd\":1}";
    String redacted = Redacting.redacted(Redacting.redactor(RedactionStyle.HASH), text);

    assertThat(redacted.length()).isLessThanOrEqualTo(4 * text.length() + 256);
    assertThat(redacted).doesNotContain("::1").endsWith("}");
  }

  @Test
  void patternThatIsNoneIsRefusedWithTheReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.compile("a("))
        .withMessageContaining("missing closing )");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.compile("a*"))
        .withMessageContaining("empty");
  }

  @Test
  void colonsBeforeWhatIsRedactedEndNoAddress() {
    Redactor redactor = Redacting.redactor(RedactionStyle.MASK);
    assertThat(Redacting.redacted(redactor, "at 177::bob@example.org"))
        .isEqualTo("at 177::[email]");
    assertThat(Redacting.redacted(redactor, "at 177::[email]")).isEqualTo("at 177::[email]");
    assertThat(Redacting.redacted(redactor, "at 2001:db8:: now")).isEqualTo("at [ip] now");
  }

  @Test
  void keyIsNotShown() {
    assertThat(new Redaction(Set.of(), Map.of(), RedactionStyle.HASH, "hunter2").toString())
        .doesNotContain("hunter2");
  }
}
