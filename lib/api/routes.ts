import { accountRoutes } from "./account";
import { artifactRoutes } from "./artifacts";
import { buildLogRoutes } from "./build-logs";
import { buildRoutes } from "./builds";
import { comparisonRoutes } from "./comparisons";
import { environmentRoutes } from "./execution-environments";
import { fileVersionRoutes } from "./file-versions";
import { fileRoutes } from "./files";
import { imageRoutes } from "./images";
import { lineageRoutes } from "./lineage";
import { repositoryRoutes } from "./repositories";
import type { ApiRoute } from "./route";
import { searchRoutes } from "./search";
import { sharedRoleRoutes } from "./shared-roles";
import { versionRoutes } from "./version";

export const prefix = "/api/v2";

/** Everything REST serves; the OpenAPI document is made from the same table. */
export const routes: readonly ApiRoute[] = [
  ...versionRoutes,
  ...accountRoutes,
  ...artifactRoutes,
  ...imageRoutes,
  ...buildRoutes,
  ...buildLogRoutes,
  ...comparisonRoutes,
  ...repositoryRoutes,
  ...lineageRoutes,
  ...sharedRoleRoutes,
  ...environmentRoutes,
  ...searchRoutes,
  ...fileRoutes,
  ...fileVersionRoutes,
];
