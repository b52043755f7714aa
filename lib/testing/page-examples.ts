import type { Site } from "./site";

/** Every page there is, and where to find an example of it that has something on it. */
export const pageExamples: Record<string, (site: Site) => string[]> = {
  "/sign-in": () => ["/sign-in"],
  // The form itself is looked at in the journey of the first run; here nobody may use it any more.
  "/setup/[secret]": () => ["/setup/used-long-ago"],
  "/password/[secret]": ({ passwordLink }) => [`/password/${passwordLink}`, "/password/used-long-ago"],
  "/": () => ["/"],
  "/repositories": () => ["/repositories", "/repositories?search=nothing-like-it"],
  "/repositories/[id]": ({ repository }) => [`/repositories/${repository}`],
  "/repositories/[id]/lineage": ({ repository, locked }) => [
    `/repositories/${repository}/lineage`,
    `/repositories/${repository}/lineage?node=${locked}`,
  ],
  "/repositories/[id]/compare": ({ repository }) => [`/repositories/${repository}/compare`],
  "/repositories/[id]/access": ({ repository }) => [`/repositories/${repository}/access`],
  "/repositories/[id]/activity": ({ repository }) => [`/repositories/${repository}/activity`],
  "/artifacts": () => ["/artifacts"],
  "/artifacts/new": () => ["/artifacts/new", "/artifacts/new?template=agent-with-sidecars"],
  "/artifacts/[id]": ({ draft, locked }) => [
    `/artifacts/${draft}`,
    `/artifacts/${locked}`,
    `/artifacts/${draft}?dialog=lock`,
    "/artifacts/000000000000000000000000",
  ],
  "/artifacts/[id]/source": ({ draft, locked }) => [
    `/artifacts/${draft}/source`,
    `/artifacts/${locked}/source`,
  ],
  "/artifacts/[id]/builds": ({ draft, locked }) => [
    `/artifacts/${draft}/builds`,
    `/artifacts/${locked}/builds`,
  ],
  "/artifacts/[id]/builds/[buildId]": ({ draft, goodBuild, failedBuild }) => [
    `/artifacts/${draft}/builds/${goodBuild}`,
    `/artifacts/${draft}/builds/${failedBuild}`,
    `/artifacts/${draft}/builds/000000000000000000000000`,
  ],
  "/artifacts/[id]/access": ({ draft }) => [`/artifacts/${draft}/access`],
  "/artifacts/[id]/activity": ({ draft }) => [`/artifacts/${draft}/activity`],
  "/artifacts/[id]/edit": ({ draft, locked }) => [`/artifacts/${draft}/edit`, `/artifacts/${locked}/edit`],
  "/compare": ({ draft, locked }) => [
    "/compare",
    `/compare?ids=${locked}`,
    `/compare?ids=${locked}&ids=${draft}`,
    `/compare?ids=${locked}&ids=${draft}&ids=${draft}&all=true`,
  ],
  "/account": () => ["/account"],
  "/account/tokens": () => ["/account/tokens"],
  "/admin/people": () => ["/admin/people"],
  "/admin/groups": () => ["/admin/groups"],
  "/admin/groups/[id]": ({ group }) => [`/admin/groups/${group}`],
  "/admin/environments": () => ["/admin/environments"],
  "/admin/environments/[id]": ({ environment }) => [`/admin/environments/${environment}`],
  "/admin/organization": () => ["/admin/organization"],
  "/admin/organizations": () => ["/admin/organizations"],
  "/admin/audit": () => ["/admin/audit"],
};
