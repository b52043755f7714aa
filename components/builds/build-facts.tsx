import { CopyText } from "#components/ui/copy-text";
import { Status } from "#components/ui/status";
import { sizeWords } from "#lib/client/build-words";
import { shortDigest } from "#lib/client/registry-view";
import { type BuildView, hasEnded } from "#lib/domain/builds";

/** Why the build waits, failed or was cancelled, and the image it gave. */
export function BuildOutcome({ build }: { build: BuildView }) {
  const { status, reason, waitsFor, imageUri, imageBytes, firstErrorLine } = build;
  const isBad = status === "FAILED";
  return (
    <>
      {waitsFor !== null && (
        <p>
          <Status kind="warn" className="whitespace-normal">
            Waits: {waitsFor}
          </Status>
        </p>
      )}
      {reason !== null && (
        <p className="[overflow-wrap:anywhere]">
          <span className={isBad ? "text-bad" : "text-ink-2"}>
            {hasEnded(status) ? reason : `Waits: ${reason}`}
          </span>
          {isBad && firstErrorLine !== null && (
            <>
              {" "}
              <a href={`#L${firstErrorLine}`} className="text-ink-2 underline underline-offset-2">
                First error in line {firstErrorLine}
              </a>
            </>
          )}
        </p>
      )}
      {imageUri !== null && (
        <p className="flex flex-wrap items-center gap-x-1.5 text-ink-2">
          Image <CopyText text={imageUri} shown={shortImage(imageUri)} label="image" />
          {imageBytes !== null && <span className="text-ink-3">{sizeWords(imageBytes)}</span>}
        </p>
      )}
    </>
  );
}

/** The name as it is, its digest short. */
function shortImage(uri: string): string {
  return uri.replace(/[0-9a-f]{64}$/, shortDigest);
}
