import { brandsModule } from "./modules/brands/brands.module.ts";
import { findStaffActor } from "./modules/brands/index.ts";
import { connectionsModule } from "./modules/connections/connections.module.ts";
import { contentsModule } from "./modules/contents/contents.module.ts";
import { exportsModule } from "./modules/exports/exports.module.ts";
import { flowsModule } from "./modules/flows/flows.module.ts";
import { groupsModule } from "./modules/groups/groups.module.ts";
import { findKeyActor, findKeyActorById, homeOfKey } from "./modules/integrations/index.ts";
import { integrationsModule } from "./modules/integrations/integrations.module.ts";
import { importsModule } from "./modules/imports/imports.module.ts";
import { insightModule } from "./modules/insight/insight.module.ts";
import { findMemberActor } from "./modules/members/index.ts";
import { membersModule } from "./modules/members/members.module.ts";
import { messagesModule } from "./modules/messages/messages.module.ts";
import { openingsModule } from "./modules/openings/openings.module.ts";
import { ordersModule } from "./modules/orders/orders.module.ts";
import { sendsModule } from "./modules/sends/sends.module.ts";
import { tasksModule } from "./modules/tasks/tasks.module.ts";
import { wecomModule } from "./modules/wecom/wecom.module.ts";
import { viewsModule } from "./modules/views/views.module.ts";
import type { Module, Sessions } from "./server/module.ts";

const parts: readonly Module[] = [
  brandsModule,
  groupsModule,
  membersModule,
  messagesModule,
  ordersModule,
  connectionsModule,
  contentsModule,
  importsModule,
  insightModule,
  tasksModule,
  sendsModule,
  flowsModule,
  integrationsModule,
  openingsModule,
  wecomModule,
  viewsModule,
];

/** The product: every module it is made of. */
export const modules: readonly Module[] = [...parts, exportsModule(parts)];

export const sessions: Sessions = {
  findStaff: (ctx, userId) => (userId.startsWith("key:") ? findKeyActorById(ctx, userId) : findStaffActor(ctx, userId)),
  findMember: findMemberActor,
  homeOfKey,
  findKey: findKeyActor,
};
