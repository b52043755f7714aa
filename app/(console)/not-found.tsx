import { NotFoundScreen } from "#components/shell/app-shell";

export default function ConsoleNotFound() {
  return <NotFoundScreen />;
}
