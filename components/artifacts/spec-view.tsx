import { Fact, FactList } from "#components/ui/fact-list";
import { FindingList } from "#components/ui/finding-list";
import { Panel } from "#components/ui/panel";
import { placeFindings } from "#lib/client/place-words";
import { findWarnings } from "#lib/domain/findings";
import type { ImagePin } from "#lib/domain/image-facts";
import type { StoredSpec } from "#lib/domain/spec";
import { ContainerPanel } from "./container-panel";
import { PinnedImage } from "./pinned-image";

interface SpecViewProps {
  artifact: {
    id: string;
    spec: StoredSpec;
    /** What the containers run; none of a draft. */
    pins: readonly ImagePin[];
  };
  /** Those that it names and the reader may see. */
  credentials: readonly { id: string; name: string }[];
}

/** A specification to be read: findings first, then each container of each group. */
export function SpecView({ artifact: { id, spec, pins }, credentials }: SpecViewProps) {
  const warnings = placeFindings(findWarnings(spec), spec);
  const credentialNames = new Map(credentials.map((one) => [one.id, one.name]));
  const several = spec.containerGroups.length > 1;
  return (
    <div className="grid gap-3.5">
      {warnings.length > 0 && (
        <Panel title="Worth a look" note="allowed, and probably not meant">
          <FindingList kind="warn" findings={warnings} />
        </Panel>
      )}
      {hasOwnFacts(spec) && <SpecFacts spec={spec} />}
      {spec.containerGroups.map((group) => (
        <div key={group.name} className="grid gap-3.5">
          {several && <p className="text-ink-2">Group {group.name}</p>}
          {group.containers.map((container) => {
            const pin = pins.find(
              (one) => one.containerGroup === group.name && one.container === container.name,
            );
            return (
              <ContainerPanel
                key={container.name}
                container={container}
                credentialNames={credentialNames}
                pinned={pin && <PinnedImage artifactId={id} pin={pin} />}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function hasOwnFacts({ storage, templateId, a2aEnabled }: StoredSpec): boolean {
  return Boolean(storage || templateId || a2aEnabled !== undefined);
}

function SpecFacts({ spec: { storage, templateId, a2aEnabled } }: { spec: StoredSpec }) {
  return (
    <Panel title="Artifact">
      <FactList>
        {storage && (
          <Fact label="Storage">
            {storage.mode === "nimCache" ? "cluster-wide cache (nimCache)" : "own volume (dedicatedPvc)"}
            {storage.pvcSize && `, ${storage.pvcSize}`}
          </Fact>
        )}
        {templateId && (
          <Fact label="Template">
            <code>{templateId}</code>
          </Fact>
        )}
        {a2aEnabled !== undefined && <Fact label="Agent to agent">{a2aEnabled ? "enabled" : "off"}</Fact>}
      </FactList>
    </Panel>
  );
}
