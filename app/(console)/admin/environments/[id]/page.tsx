import type { Metadata } from "next";
import { AddVersion } from "#components/environments/add-version";
import { EnvironmentActions } from "#components/environments/environment-actions";
import { VersionTable } from "#components/environments/version-table";
import { TopBar } from "#components/shell/top-bar";
import { CopyText } from "#components/ui/copy-text";
import { Fact, FactList } from "#components/ui/fact-list";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { languageNames } from "#lib/domain/execution-environments";
import { getEnvironment, listVersionsOfEnvironment } from "#lib/operations/execution-environments";
import { load } from "#lib/web/page";
import { addEnvironmentVersion, changeEnvironment, retireEnvironment } from "../actions";

export const metadata: Metadata = { title: "Execution environment" };

export default async function EnvironmentPage({ params }: PageProps<"/admin/environments/[id]">) {
  const { id } = await params;
  const environment = await load(getEnvironment, { id });
  const versions = await load(listVersionsOfEnvironment, { id, limit: 100 });
  const { name, description, programmingLanguage, isPublic, createdAt } = environment;
  return (
    <>
      <TopBar crumbs={[{ label: "Execution environments", href: "/admin/environments" }, { label: name }]} />
      <PageHeader
        title={name}
        meta={languageNames[programmingLanguage]}
        actions={
          !isPublic && <EnvironmentActions {...{ environment, changeEnvironment, retireEnvironment }} />
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <VersionTable versions={versions.items} />
        <div className="grid min-w-0 gap-4">
          <Panel title="About">
            <FactList>
              <Fact label="Id">
                <CopyText text={id} label="id" />
              </Fact>
              <Fact label="For">{isPublic ? "every organization" : "this organization"}</Fact>
              {description !== "" && <Fact label="Description">{description}</Fact>}
              <Fact label="Added">
                <RelativeTime date={createdAt} />
              </Fact>
            </FactList>
          </Panel>
          {!isPublic && (
            <Panel title="Add a version">
              <AddVersion environment={environment} addVersion={addEnvironmentVersion} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
