import type { Metadata } from "next";
import { CredentialActions } from "#components/credentials/credential-actions";
import { CredentialUseList } from "#components/credentials/credential-use-list";
import { TopBar } from "#components/shell/top-bar";
import { CopyText } from "#components/ui/copy-text";
import { Fact, FactList } from "#components/ui/fact-list";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { visibilityWords } from "#lib/client/credential-words";
import { credentialTypes, keysOf } from "#lib/domain/credential-types";
import { getCredential, listUsesOfCredential } from "#lib/operations/credentials";
import { load } from "#lib/web/page";
import { deleteCredential, updateCredential } from "../actions";

export const metadata: Metadata = { title: "Credential" };

export default async function CredentialPage({ params }: PageProps<"/credentials/[id]">) {
  const { id } = await params;
  const credential = await load(getCredential, { id });
  const uses = await load(listUsesOfCredential, { id });
  const { name, description, credentialType, owner, createdAt, updatedAt, manageable, usable } = credential;
  return (
    <>
      <TopBar crumbs={[{ label: "Credentials", href: "/credentials" }, { label: name }]} />
      <PageHeader
        title={name}
        meta={credentialTypes[credentialType].label}
        actions={
          manageable && <CredentialActions {...{ credential, uses, updateCredential, deleteCredential }} />
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title="Named by" note={`${uses.totalCount}`}>
          <CredentialUseList uses={uses} />
        </Panel>
        <Panel title="About">
          <FactList>
            <Fact label="Id">
              <CopyText text={id} label="id" />
            </Fact>
            {description !== "" && <Fact label="Description">{description}</Fact>}
            <Fact label="Keys">
              <code className="[overflow-wrap:anywhere]">{keysOf(credentialType).join(", ")}</code>
            </Fact>
            <Fact label="For">
              {visibilityWords(credential)}
              {!usable && ", so not for you to name in an artifact"}
            </Fact>
            <Fact label="Owner">{owner.name}</Fact>
            <Fact label="Stored">
              <RelativeTime date={createdAt} />
            </Fact>
            <Fact label="Changed">
              <RelativeTime date={updatedAt} />
            </Fact>
          </FactList>
        </Panel>
      </div>
    </>
  );
}
