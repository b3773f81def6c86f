/**
 * Our way into Elasticsearch's package-private construction hooks. Not {@code @NullMarked} as a
 * package, for that would also claim it of Elasticsearch's own classes in it; our classes are.
 */
package org.elasticsearch.node;
