import { ForbiddenScreen } from "#components/shell/app-shell";

export default function ConsoleForbidden() {
  return <ForbiddenScreen />;
}
