import { Refusal } from "../../lib/refusal.ts";
import { batchRoute, type RawServer, type Route, route } from "../../server/module.ts";
import * as contract from "./chat.contract.ts";
import { leaveGroup, listMyGroups, readHistory, showChatGroup } from "./chat.actions.ts";
import { putPicture } from "./chat-pictures.actions.ts";
import { markReadAll, sayAll } from "./chat-say.actions.ts";

export const chatRoutes: readonly Route[] = [
  route(contract.myGroupsEndpoint, listMyGroups),
  route(contract.chatGroupEndpoint, showChatGroup),
  route(contract.chatHistoryEndpoint, readHistory),
  batchRoute(contract.sayEndpoint, sayAll),
  batchRoute(contract.markReadEndpoint, markReadAll),
  route(contract.leaveGroupEndpoint, leaveGroup),
];

const isTooLarge = (error: unknown) => error instanceof Error && "code" in error && error.code === "FST_ERR_CTP_BODY_TOO_LARGE";

/** `POST /phone/groups/:groupId/pictures`: the bytes of one picture as the body, whatever its type is said to be. */
export async function serveUploads(raw: RawServer): Promise<void> {
  await raw.app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: contract.PICTURE_LIMIT_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error) => {
      throw isTooLarge(error) ? new Refusal("invalid", "messages.picture-too-large") : error;
    });
    scope.post<{ Params: { brand: string; groupId: string } }>(
      `/api/v1/b/:brand${contract.pictureUpload.path}`,
      { bodyLimit: contract.PICTURE_LIMIT_BYTES, config: { rateLimit: { max: 300, timeWindow: 60_000 } } },
      async (request, reply) => {
        const ctx = await raw.contextOf(request, request.params.brand, "member");
        const groupId = contract.ChatGroup.shape.id.parse(request.params.groupId);
        if (!Buffer.isBuffer(request.body)) throw new Refusal("invalid", "messages.picture-unfit", { reason: "unfit" });
        return reply.header("cache-control", "no-store").send(await putPicture(ctx, groupId, request.body));
      },
    );
  });
}
