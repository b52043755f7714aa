import { Status } from "#components/ui/status";
import { buildStatusWords } from "#lib/client/build-words";

export function BuildStatus({ build }: { build: Parameters<typeof buildStatusWords>[0] }) {
  const { kind, words } = buildStatusWords(build);
  return <Status kind={kind}>{words}</Status>;
}
