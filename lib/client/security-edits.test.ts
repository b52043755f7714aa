import { expect, test } from "vitest";
import { editValue } from "./document-edits";
import { tightenSecurity } from "./security-edits";

const path = ["securityContext"];

test("the least is asked for in one go, and asking again changes nothing", () => {
  const loose = {
    name: "web",
    securityContext: { capabilities: { add: ["NET_ADMIN"] }, seccompProfile: { type: "RuntimeDefault" } },
  };
  const tight = editValue(loose, tightenSecurity(loose, path));
  expect(tight).toEqual({
    name: "web",
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
  });
  expect(tightenSecurity(tight, path)).toEqual([]);
});

test("where nothing is given yet", () => {
  expect(editValue({}, tightenSecurity({}, path))).toEqual({
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  });
});
