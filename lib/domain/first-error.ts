/** Words by which programs say that something went wrong, as far as they agree. */
const telling =
  /\b(error|errors|err!|fatal|panic|exception|traceback|failed|failure|cannot|can't|unable|denied|not found|no such)\b/i;
/** What says so and is none: summaries of no errors, names of packages and flags. */
const harmless =
  /\b(0|no) (errors?|failed|failures?)\b|--?[\w-]*error|error[_-]?(handling|handler|page|log)|\w-error|error-\w/i;

/** The line of a failed step that most likely says why: the first that speaks of an error, else the last that is not empty. */
export function findFirstError(lines: readonly { number: number; text: string }[]): number | null {
  const said = lines.find(({ text }) => telling.test(text) && !harmless.test(text));
  return (said ?? lines.findLast(({ text }) => text.trim() !== ""))?.number ?? null;
}
