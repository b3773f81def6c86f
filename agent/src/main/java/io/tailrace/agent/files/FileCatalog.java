package io.tailrace.agent.files;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import io.tailrace.agent.files.TrackedFiles.Change;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows every generation there is. Finds files by polling, woken earlier by inotify; has those that
 * are new adopted and those that it knows followed.
 *
 * <p>Owns the descriptors and everything of a {@link Generation} but its positions. One thread,
 * {@code catalog}, runs {@link #run}; everybody else sees the immutable {@link KnownFiles}. That
 * thread is never interrupted, for an interrupt closes the file that is being read.
 *
 * <p>Bounded: {@link VolumeScanner#MAX_FILES} files, {@link OpenFileLimit} descriptors, and those
 * of {@link TrackedFiles}.
 */
public final class FileCatalog {
  /** A rotator may have more to do; after this the volume is believed to be still. */
  private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final VolumeScanner scanner;
  private final Storage storage;
  private final GenerationOpener opener;
  private final TrackedFiles tracked;
  private final Copies copies;
  private final Adoption adoption;
  private final HeldFiles held;
  private final Holder holder;
  private final Holding holding;
  private final List<String> outputs;
  private final Consumer<List<Generation>> changed;

  private final LookPace pace = new LookPace();
  private final Announcements announcements = new Announcements();
  private boolean changesToLookAt = true;
  private boolean everyDirectoryTells;
  private long movedNanos;
  private long wholeLookNanos;

  private volatile KnownFiles known;
  private volatile boolean hurried;
  private volatile boolean stopped;
  private volatile @Nullable DirectoryWatch watch;
  private volatile long lastLookNanos;

  /**
   * Where the catalog keeps what it must not lose.
   *
   * @param directory the state directory
   * @param maxHeldBytes what files may take on the disk that were removed and are still needed
   * @param copyAhead when a file is copied that may be truncated
   * @param readCompressed whether what was compressed while no agent ran is searched in {@code .gz}
   *     files
   */
  public record Storage(
      Path directory, long maxHeldBytes, CopyAhead copyAhead, boolean readCompressed) {}

  /**
   * Opens nothing yet.
   *
   * @param outputs the outputs' names; a generation has a position for each, by its index here
   * @param changed is told on the catalog's thread, after each look that changed anything, which
   *     generations have grown; if there are others than before, {@link #generations} is another
   *     list by then
   */
  public FileCatalog(
      List<WatchedInput> inputs,
      List<String> outputs,
      Storage storage,
      EarlierRun earlier,
      InstantSource clock,
      Consumer<List<Generation>> changed) {
    VolumeAccess access = new VolumeAccess();
    OwnFiles own = new OwnFiles(storage.directory(), OwnFiles.ofThisProcess());
    this(
        new VolumeScanner(inputs, own, clock, access),
        new GenerationOpener(List.copyOf(outputs), clock, access),
        outputs,
        storage,
        OpenFileLimit.ofThisProcess(),
        earlier,
        changed);
  }

  /**
   * Goes on where another one has ended, in the same process, with other inputs or outputs: the
   * files that are still to be read stay open and keep their places, so that nothing that a rotator
   * does meanwhile has to be searched for.
   *
   * @param before its {@link #run} and {@link #hold} have returned, and no pipeline reads from it
   *     any more; it is not to be used again, not even closed
   */
  public FileCatalog(
      List<WatchedInput> inputs,
      List<String> outputs,
      Storage storage,
      FileCatalog before,
      InstantSource clock,
      Consumer<List<Generation>> changed) {
    this(inputs, outputs, storage, before.leftToSearch(inputs), clock, changed);
    for (TrackedFile file : before.tracked.inOrder()) {
      inputOf(file, inputs)
          .ifPresentOrElse(
              input -> takeOver(file, input, before.outputs), file.generation()::close);
    }
    // Searched for like the others they would come to be newer than what followed them.
    before.adoption.settled().forEach(adoption::forgotten);
    before.opener.close();
    known = new KnownFiles(tracked.generations(List.of()), adoption.remembered());
  }

  /** What the next catalog has to search for, as after a restart; nobody follows it now. */
  private EarlierRun leftToSearch(List<WatchedInput> inputs) {
    List<RememberedGeneration> left = new ArrayList<>(adoption.unresolved());
    copies.searched().forEach(file -> left.add(file.generation().remember(outputs)));
    for (TrackedFile file : tracked.inOrder()) {
      if (inputOf(file, inputs).isEmpty()) {
        left.add(file.generation().remember(outputs));
      }
    }
    return new EarlierRun(true, left);
  }

  /** The input that a file belongs to by the path under which it was first seen. */
  private static Optional<WatchedInput> inputOf(TrackedFile file, List<WatchedInput> inputs) {
    boolean linked = !file.path().equals(file.place().path());
    return inputs.stream()
        .filter(input -> input.includes(file.generation().path()))
        .filter(input -> input.followsLinks() || !linked)
        .findFirst();
  }

  private void takeOver(TrackedFile before, WatchedInput input, List<String> outputsBefore) {
    Generation generation = before.generation();
    FoundFile found =
        new FoundFile(
            before.path(),
            before.place(),
            input,
            before.key(),
            generation.size(),
            before.modifiedMillis());
    Generation taken = opener.takeOver(generation, generation.remember(outputsBefore), found);
    TrackedFile file = new TrackedFile(taken, found, before);
    file.heldBy(held.isHeld(taken, found));
    tracked.takeOver(file);
  }

  FileCatalog(
      VolumeScanner scanner,
      GenerationOpener opener,
      List<String> outputs,
      Storage storage,
      int maxOpen,
      EarlierRun earlier,
      Consumer<List<Generation>> changed) {
    this.scanner = scanner;
    this.storage = storage;
    this.opener = opener;
    this.tracked = new TrackedFiles(opener, maxOpen);
    this.held = new HeldFiles(storage.directory());
    this.holder = new Holder();
    this.holding = new Holding(held, holder, tracked, storage.maxHeldBytes(), storage.copyAhead());
    this.copies = new Copies(opener, tracked, holding);
    CompressedGenerations compressed =
        new CompressedGenerations(
            storage.readCompressed(), opener, held, holder, storage.maxHeldBytes());
    this.adoption = new Adoption(scanner, opener, tracked, copies, held, compressed, earlier);
    this.outputs = List.copyOf(outputs);
    this.changed = changed;
    this.known = new KnownFiles(List.of(), earlier.generations());
  }

  /** What is known of the files now; from any thread. */
  public KnownFiles known() {
    return known;
  }

  /**
   * Whether anything of {@link #known} that a checkpoint says has changed since this was asked
   * last, while the value is the same; for the checkpointer's thread.
   */
  public boolean takeMove() {
    return opener.notices().takeMove();
  }

  /** Every generation that may still have something to be read, oldest first. */
  public List<Generation> generations() {
    return known.generations();
  }

  /** When the last look at everything began, on {@link System#nanoTime}'s scale. */
  public long lastLookNanos() {
    return lastLookNanos;
  }

  /** What belongs to an input by its path and is not read, as the last look but one saw it. */
  public Unread unread() {
    return scanner.unread().now();
  }

  /** How many descriptors are open. */
  public int openFiles() {
    int open = 0;
    for (Generation generation : generations()) {
      open += generation.channel() == null ? 0 : 1;
    }
    return open;
  }

  /** What is held of files that were rotated or removed; from any thread. */
  public HeldStatus held() {
    return holding.status();
  }

  /** The body of the holder's thread, which copies what cannot be linked, until {@link #stop}. */
  public void hold() {
    holder.run();
  }

  /** The body of the catalog's thread: looks and waits until {@link #stop}. */
  public void run() {
    DirectoryWatch opened = DirectoryWatch.open(Thread.currentThread());
    watch = opened;
    Changes changes = new Changes(Set.of(), true);
    while (!stopped) {
      long began = System.nanoTime();
      if (lookOnce(changes, began)) {
        pace.looked(System.nanoTime() - began);
        watch(opened);
      }
      changes = opened.await(waitNanos(System.nanoTime()));
      // Changes pile up for a moment; a busy writer would otherwise wake us for every line.
      pause();
    }
    opened.close();
  }

  /** Has inotify tell of what the last look at everything has seen. */
  void watch(DirectoryWatch opened) {
    Set<Path> directories = scanner.directories();
    changesToLookAt |= opened.watch(directories);
    everyDirectoryTells = opened.covers(directories);
    scanner.directoriesTell(everyDirectoryTells);
  }

  /** Never so long that a request to hurry would be noticed late. */
  private long waitNanos(long nowNanos) {
    long left = wholeLookNanos + lookGapNanos(nowNanos) - nowNanos;
    return Math.clamp(left, 0, LookPace.POLL_NANOS);
  }

  private long lookGapNanos(long nowNanos) {
    if (changesToLookAt) {
      return pace.gapNanos();
    }
    if (hurried) {
      return LookPace.POLL_NANOS;
    }
    boolean wouldBeTold = everyDirectoryTells && announcements.areComplete(nowNanos);
    boolean still = nowNanos - movedNanos > STILL_NANOS;
    return wouldBeTold && still ? pace.restNanos() : pace.pollNanos();
  }

  private void pause() {
    if (!stopped) {
      LockSupport.parkNanos(LookPace.GAP_MIN_NANOS);
    }
  }

  /** Looks at what was written to, or at everything if it is time; whether at everything. */
  boolean lookOnce(Changes changes, long nowNanos) {
    announcements.told(changes);
    // Asked each time, for it is taken.
    boolean suspicion = opener.notices().takeSuspicion();
    changesToLookAt |= changes.others() || suspicion;
    if (lastLookNanos != 0 && nowNanos - wholeLookNanos < lookGapNanos(nowNanos)) {
      lookAtChanges(changes.files(), nowNanos);
      return false;
    }
    look(nowNanos);
    return true;
  }

  /** Ends {@link #run} soon; from any thread. */
  public void stop() {
    stopped = true;
    holder.stop();
    DirectoryWatch opened = watch;
    if (opened != null) {
      opened.close();
    }
  }

  /** Copies what is to be held and cannot be linked, without the holder's thread. */
  void holdAll() {
    holder.copyAll();
  }

  /** Asks for frequent looks from now on, whatever they cost: the agent is ending. */
  public void hurry() {
    hurried = true;
  }

  /** Gives every descriptor back; called when no pipeline reads any more. */
  public void close() {
    for (Generation generation : generations()) {
      generation.close();
    }
    opener.close();
  }

  /** Looks at these files alone, and opens what has its turn to be read. */
  void lookAtChanges(Set<Path> files, long nowNanos) {
    List<Generation> grown = lookAt(files, nowNanos);
    holding.goOn(nowNanos);
    grown.addAll(holding.takeOpened());
    if (!grown.isEmpty()) {
      changed.accept(grown);
    }
  }

  /** Looks at these alone; the list stays as it is, so it says which of it have grown. */
  private List<Generation> lookAt(Set<Path> files, long nowNanos) {
    List<Generation> grown = new ArrayList<>();
    for (Path path : files) {
      TrackedFile file = tracked.at(path);
      if (file == null) {
        continue;
      }
      Optional<FoundFile> found = scanner.lookAt(path);
      if (found.isEmpty() || !found.get().key().equals(file.key())) {
        changesToLookAt = true;
        continue;
      }
      Change change = tracked.follow(file, found.get(), nowNanos);
      // What becomes of a file whose content is gone takes a look at everything around it.
      changesToLookAt |= change.isDisplaced();
      if (change == Change.GREW) {
        grown.add(file.generation());
      }
    }
    return grown;
  }

  /** Looks at everything. */
  void look(long nowNanos) {
    VolumeScan scan = scanner.scan(nowNanos);
    List<Rotation> rotations = new ArrayList<>();
    List<Generation> grown = new ArrayList<>();
    boolean news = false;
    for (TrackedFile file : tracked.all()) {
      news |= follow(file, scan, rotations, grown, nowNanos);
    }
    news |= copies.look(rotations, adoption::isKnown, nowNanos);
    news |= adoption.adopt(scan, rotations, nowNanos);
    copies.retain(nowNanos);
    news |= holding.look(nowNanos);
    grown.addAll(holding.takeOpened());
    for (Generation forgotten : tracked.forget(nowNanos)) {
      adoption.forgotten(forgotten.remember(outputs));
      news = true;
    }
    // What waits for descriptors, or is searched, waits for the next look: that must be soon.
    changesToLookAt = tracked.closeIdle(adoption.waiting());
    changesToLookAt |= copies.isSearching() || adoption.isSearching();
    wholeLookNanos = nowNanos;
    if (news || lastLookNanos == 0 || !isStill(scan)) {
      movedNanos = nowNanos;
    }
    adoption.prune(nowNanos);
    if (news || !known.remembered().equals(adoption.remembered())) {
      publish();
    } else if (!grown.isEmpty()) {
      changed.accept(grown);
    }
    if (lastLookNanos == 0) {
      releaseOfEarlierRuns();
      tracked.all().stream()
          .findFirst()
          .ifPresent(file -> holding.check(storage.directory(), file));
    }
    lastLookNanos = nowNanos;
  }

  /** Whether all that is there is followed under its name, and nothing is being waited for. */
  private boolean isStill(VolumeScan scan) {
    return scanner.isPlain(scan)
        && tracked.areAll(scan.files().values())
        && adoption.isDone()
        && holding.isIdle();
  }

  /** Sees what has become of a file; whether anything but that it has grown. */
  private boolean follow(
      TrackedFile file,
      VolumeScan scan,
      List<Rotation> rotations,
      List<Generation> grown,
      long nowNanos) {
    Path path = file.path();
    Place place = file.place();
    long modified = file.modifiedMillis();
    long size = file.generation().size();
    Change change = follow(file, scan, nowNanos);
    switch (change) {
      case SAME -> {}
      case GREW -> {
        grown.add(file.generation());
        if (file.generation().size() > size) {
          announcements.grew(path, nowNanos);
        }
      }
      case MOVED -> rotations.add(new Rotation(path, place, file.generation().input(), modified));
      case TRUNCATED -> displaced(file, "truncated", nowNanos);
      case OVERWRITTEN -> displaced(file, "overwritten with other content", nowNanos);
    }
    return change != Change.SAME && change != Change.GREW;
  }

  private void displaced(TrackedFile file, String how, long nowNanos) {
    holding.displaced(file);
    copies.displaced(file, how, nowNanos);
  }

  private Change follow(TrackedFile file, VolumeScan scan, long nowNanos) {
    FoundFile found = scan.files().get(file.key());
    if (found != null) {
      return tracked.follow(file, found, nowNanos);
    }
    return scan.looked(file.path())
        ? tracked.followDetached(file, nowNanos)
        : tracked.followDescriptor(file, nowNanos);
  }

  /** What was settled when the process ended, and not let go of any more. */
  private void releaseOfEarlierRuns() {
    Set<String> needed = new HashSet<>();
    known.generations().forEach(generation -> needed.add(generation.id()));
    known.remembered().forEach(generation -> needed.add(generation.id()));
    held.releaseAllBut(needed);
  }

  private void publish() {
    known = new KnownFiles(tracked.generations(copies.searched()), adoption.remembered());
    changed.accept(known.generations());
  }
}
