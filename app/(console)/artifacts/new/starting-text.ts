import { draftText, draftVersion } from "#lib/client/draft-version";
import { findTemplate } from "#lib/domain/templates";
import { loadArtifact } from "../[id]/artifact";

interface StartingText {
  title: string | undefined;
  text: string;
}

/** The document that the URL says to start from; null where it says nothing, and the page asks. */
export async function findStartingText(
  templateId: string | undefined,
  artifactId: string | undefined,
): Promise<StartingText | null> {
  if (artifactId !== undefined) {
    const artifact = await loadArtifact(artifactId);
    return { title: `from ${artifact.name}`, text: draftText(draftVersion.parse(artifact)) };
  }
  if (templateId === undefined) return null;
  const template = findTemplate(templateId);
  return { title: template?.title, text: template?.text ?? "" };
}
