package io.tailrace.agent.demo;

import java.net.URI;
import okhttp3.HttpUrl;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a server of the user's from the command line. */
final class ServerUrl implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new TypeConversionException(
          "'" + text + "' is no URL of a server, such as http://logs.example:9200 (or https://)");
    }
    return url.uri();
  }
}
