import { Arguments } from "#components/ui/argument-list";
import { Fact } from "#components/ui/fact-list";
import type { ImageBuildConfig } from "#lib/domain/spec";

export function BuildFacts({ build: { codeRef, dockerfile } }: { build: ImageBuildConfig }) {
  return (
    <>
      <Fact label="Built from">
        {codeRef ? (
          <>
            source <code>{codeRef.datarobot.catalogId}</code>, version{" "}
            <code>{codeRef.datarobot.catalogVersionId}</code>
          </>
        ) : (
          <span className="text-ink-3">no source yet</span>
        )}
      </Fact>
      <Fact label="Dockerfile">
        {dockerfile.source === "provided" ? (
          <>
            <code>{dockerfile.path}</code> <span className="text-ink-3">in the source</span>
          </>
        ) : (
          <div className="grid gap-1">
            <span>
              generated from environment <code>{dockerfile.executionEnvironmentId}</code>, version{" "}
              <code>{dockerfile.executionEnvironmentVersionId}</code>
            </span>
            <Arguments words={dockerfile.entrypoint} />
          </div>
        )}
      </Fact>
    </>
  );
}
