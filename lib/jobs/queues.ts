import { buildImage } from "./builds";

/** Every queue there is; made when the database is prepared. */
export const queues = [buildImage.queue];
