package io.tailrace.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tailrace.outputs.Encoder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which part may know which: parsers ◄── outputs ◄── agent, and every library in its place. */
class ModuleRulesTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tailrace");

  @Test
  void parsersKnowNothingOfOutputsAndAgent() {
    noClasses()
        .that()
        .resideInAPackage("io.tailrace.parsers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tailrace.outputs..", "io.tailrace.agent..")
        .check(PROGRAM);
  }

  @Test
  void outputsKnowNothingOfTheAgent() {
    noClasses()
        .that()
        .resideInAPackage("io.tailrace.outputs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tailrace.agent..")
        .check(PROGRAM);
  }

  @Test
  void parsersDoNoInputOrOutputStartNoThreadsAndReadNoClock() {
    noClasses()
        .that()
        .resideInAPackage("io.tailrace.parsers..")
        // Reads the patterns that are in the jar, as classes are.
        .and()
        .doNotHaveSimpleName("GrokLibrary")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
                .or(resideInAPackage("java.util.concurrent..")))
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(PROGRAM);
  }

  /**
   * A pattern engine that goes back to try again can be kept busy for ever by a line that was made
   * for it. What looks at lines looks at each byte a fixed number of times instead. {@code
   * String.split} of one plain character makes no pattern.
   */
  @Test
  @Tag("S4")
  void noPatternIsMatchedOnTheWayOfALine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tailrace.parsers..",
            "io.tailrace.outputs.ecs..",
            "io.tailrace.outputs.console..",
            "io.tailrace.agent.pipeline..")
        .or()
        .implement(Encoder.class)
        .or()
        .haveNameMatching(
            "io.tailrace.outputs.loki.(LabelValues|LineTimes|LocalChecks|Metadata|SourceStreams"
                + "|StreamKeys|Streams|WantedFields|Wire)")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class)
        .check(PROGRAM);
  }

  @Test
  void oneKindOfOutputKnowsNothingOfAnother() {
    slices()
        .matching("io.tailrace.outputs.(loki|elasticsearch|console)..")
        .should()
        .notDependOnEachOther()
        .check(PROGRAM);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.tailrace.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void everyLibraryIsTouchedInItsPlaceOnly() {
    only("io.github.resilience4j..", "io.tailrace.outputs");
    // The torture's Loki reads what the agent's output writes.
    only("com.google.protobuf..", "io.tailrace.outputs.loki..", "io.tailrace.agent.torture");
    only("com.google.re2j..", "io.tailrace.parsers..");
    only("io.airlift..", "io.tailrace.outputs.loki..", "io.tailrace.agent.torture");
    only("co.elastic.clients..", "io.tailrace.outputs.elasticsearch..");
    only("io.prometheus..", "io.tailrace.agent.status..");
    only("com.sun.net.httpserver..", "io.tailrace.agent.status..");
    only("sun.misc..", "io.tailrace.agent");
  }

  @Test
  void everyClassOfThePublicSurfaceIsNullMarkedByItsPackage() {
    classes()
        .that()
        .resideInAPackage("io.tailrace..")
        .and()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(PROGRAM);
  }

  private static void only(String library, String... places) {
    noClasses()
        .that()
        .resideOutsideOfPackages(places)
        .and()
        .resideOutsideOfPackages("logproto..", "io.tailrace.outputs.loki.proto..")
        .and()
        .resideInAPackage("io.tailrace..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROGRAM);
  }
}
