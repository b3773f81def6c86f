package io.tailrace.parsers;

/**
 * Joins lines as a user's pattern says, which alone decides, also of lines that look like JSON. A
 * blank line that is joined belongs to the event only if something else that is joined follows.
 */
final class PatternRule implements ContinuationRule {
  private final LinePattern.Search search;
  private final boolean joinsWhatMatches;

  /**
   * @param joinsWhatMatches or else what does not match
   */
  PatternRule(LinePattern pattern, boolean joinsWhatMatches) {
    this.search = pattern.newSearch();
    this.joinsWhatMatches = joinsWhatMatches;
  }

  @Override
  public boolean begin(byte[] bytes, int from, int to) {
    return true;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    return search.isIn(bytes, from, to) == joinsWhatMatches ? Belongs.YES : Belongs.NO;
  }

  @Override
  public Belongs blank(byte[] bytes, int from, int to) {
    return search.isIn(bytes, from, to) == joinsWhatMatches ? Belongs.PERHAPS : Belongs.NO;
  }

  @Override
  public String joinedBy() {
    return joinsWhatMatches ? "continuation pattern" : "start pattern";
  }

  @Override
  public boolean leavesObjectsAlone() {
    return false;
  }
}
