/** How sure we are that the real hub behaves so. */
export type Mark = "documented" | "observed" | "inferred" | "invented";

/** A mark and where it comes from: a page of the docs, a published client, or the reason of our own choice. */
export interface Evidence {
  mark: Mark;
  source: string;
}

/** Stated in 360dialog's own documentation. */
export const documented = (source: string): Evidence => ({ mark: "documented", source });

/** Seen on the wire, in 360dialog's published code, or read by clients in production. */
export const observed = (source: string): Evidence => ({ mark: "observed", source });

/** Not stated anywhere; concluded from what is. */
export const inferred = (source: string): Evidence => ({ mark: "inferred", source });

/** The facts are silent: our choice, and a setting wherever a partner may know better. */
export const invented = (source: string): Evidence => ({ mark: "invented", source });
