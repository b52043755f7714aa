import { CopyText } from "#components/ui/copy-text";
import { Status } from "#components/ui/status";
import { shortImage } from "#lib/client/registry-view";
import { sizeWords } from "#lib/client/size-words";
import { hasEnded } from "#lib/domain/build-progress";
import type { BuildView } from "#lib/domain/builds";

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
