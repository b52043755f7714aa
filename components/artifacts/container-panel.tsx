import type { ReactNode } from "react";
import { Arguments } from "#components/ui/argument-list";
import { CopyText } from "#components/ui/copy-text";
import { Fact, FactList } from "#components/ui/fact-list";
import { Panel } from "#components/ui/panel";
import { shortImage } from "#lib/client/registry-view";
import type { StoredContainer } from "#lib/domain/spec";
import { BuildFacts } from "./build-facts";
import { EnvironmentTable } from "./environment-table";
import { ProbeFacts } from "./probe-facts";
import { SecurityFacts } from "./security-facts";

interface ContainerPanelProps {
  container: StoredContainer;
  /** Of the credentials that the reader may see, by id. */
  credentialNames: ReadonlyMap<string, string>;
  /** Of a locked artifact: what it runs. */
  pinned?: ReactNode;
}

/** One container in words: what runs, where it listens, with what around it. */
export function ContainerPanel({ container, credentialNames, pinned }: ContainerPanelProps) {
  const {
    name,
    description,
    primary,
    port,
    imageUri,
    entrypoint,
    environmentVars,
    imageBuildConfig,
    routes,
  } = container;
  return (
    <Panel title={name} note={primary ? `primary container, listens on ${port}` : "sidecar"}>
      <FactList>
        {description && <Fact label="Description">{description}</Fact>}
        <Fact label="Image">
          {imageUri ? (
            <CopyText text={imageUri} shown={shortImage(imageUri)} label="image" className="max-w-full" />
          ) : (
            <span className="text-ink-3">not built yet: the build fills it in</span>
          )}
          {pinned}
        </Fact>
        {imageBuildConfig && <BuildFacts build={imageBuildConfig} />}
        <Fact label="Entrypoint">
          {entrypoint ? (
            <Arguments words={entrypoint} />
          ) : (
            <span className="text-ink-3">the image's own</span>
          )}
        </Fact>
        <Fact label="Environment">
          {environmentVars.length > 0 ? (
            <EnvironmentTable
              variables={environmentVars}
              container={name}
              credentialNames={credentialNames}
            />
          ) : (
            <span className="text-ink-3">no variables</span>
          )}
        </Fact>
        <ProbeFacts container={container} />
        {container.securityContext && <SecurityFacts security={container.securityContext} />}
        {routes && routes.length > 0 && (
          <Fact label="Routes">
            <ul className="grid gap-0.5">
              {routes.map(({ path, auth }) => (
                <li key={path}>
                  <code>{path}</code> <span className="text-ink-3">authentication {auth}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </FactList>
    </Panel>
  );
}
