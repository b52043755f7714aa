import type { Risk } from "./change-risk";

interface RiskRow {
  label: string;
  /** How it is shown: `bad` wants a second look, `warn` a look, `good` is safer than before, `quiet` runs the same. */
  hue: "bad" | "warn" | "good" | "quiet";
  reason: string;
}

export const riskTable: Record<Risk, RiskRow> = {
  image: { label: "image", hue: "bad", reason: "Other code runs" },
  credential: { label: "credential", hue: "bad", reason: "A secret, or where it comes from, is another one" },
  "security-loosened": {
    label: "security loosened",
    hue: "bad",
    reason: "The process or its callers may do more than before",
  },
  "security-tightened": {
    label: "security tightened",
    hue: "good",
    reason: "The process or its callers may do less than before",
  },
  security: {
    label: "security",
    hue: "warn",
    reason: "Other rights, neither clearly more nor clearly fewer",
  },
  "probe-loosened": {
    label: "probe loosened",
    hue: "warn",
    reason: "A container that does not answer is noticed later, or never",
  },
  "probe-tightened": {
    label: "probe tightened",
    hue: "good",
    reason: "A container that does not answer is noticed sooner; a slow one may be taken for it",
  },
  probe: { label: "probe", hue: "warn", reason: "The probe asks something else" },
  environment: { label: "environment", hue: "warn", reason: "The process is started with other settings" },
  entrypoint: { label: "entrypoint", hue: "warn", reason: "Another command is run" },
  port: { label: "port", hue: "warn", reason: "Requests go to another port" },
  primary: { label: "primary", hue: "bad", reason: "Another container takes the requests" },
  container: { label: "container", hue: "bad", reason: "Something runs that did not, or no longer does" },
  build: { label: "build", hue: "warn", reason: "The image is built from other source or in another way" },
  storage: { label: "storage", hue: "bad", reason: "Data may be kept elsewhere or not at all" },
  type: { label: "type", hue: "bad", reason: "The platform treats it as another kind of thing" },
  settings: { label: "settings", hue: "warn", reason: "The platform offers something else around it" },
  renamed: {
    label: "renamed",
    hue: "quiet",
    reason: "The same under another name; a workload's resources are given by name",
  },
  words: { label: "words", hue: "quiet", reason: "For people only; what runs is the same" },
};
