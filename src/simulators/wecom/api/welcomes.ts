import { z } from "zod";
import { readContent } from "../content.ts";
import { sendWelcome } from "../deeds/welcomes.ts";
import { Fault } from "../faults.ts";
import type { WelcomeTemplate } from "../rows.ts";
import { type Apis, type Ask, contact, read } from "./ask.ts";
import { addressOfMedia, mediaCheck, mediaOrFault } from "./media.ts";

/** Greetings. https://developer.work.weixin.qq.com/document/path/92137 and 92366 */

const MAX_TEMPLATES = 100;
const MAX_TEMPLATE_TEXT = 3000;
/** Beside its text a template has one of these; the first that is given counts. */
const PARTS = ["image", "link", "miniprogram", "file", "video"] as const;

const WelcomeAsk = z.object({ welcome_code: z.string().optional() });

function welcome({ world, app, body }: Ask): object {
  const { welcome_code: code } = read(WelcomeAsk, body);
  if (!code) throw new Fault(41049);
  sendWelcome(world, { code, agentId: app.agentId, ...readContent(body, mediaCheck(world)) });
  return {};
}

/** A template's text and the one part beside it, in the form the other messages have. */
function readTemplate({ world, body }: Ask): Record<string, unknown> {
  const part = PARTS.find((name) => body[name] !== undefined);
  const attachments = part === undefined ? [] : [{ msgtype: part, [part]: body[part] }];
  const content = readContent({ text: body.text, attachments }, mediaCheck(world), MAX_TEMPLATE_TEXT);
  const [attachment] = content.attachments;
  return {
    ...(content.text === undefined ? {} : { text: { content: content.text } }),
    ...(attachment && part ? { [part]: attachment[part] } : {}),
  };
}

const TemplateAsk = z.object({ template_id: z.string() });

function own({ world, app, body }: Ask): WelcomeTemplate {
  const { template_id } = read(TemplateAsk, body);
  const template = world.state.welcomeTemplates.get(template_id);
  if (!template) throw new Fault(40058, "invalid template_id");
  if (template.agentId !== app.agentId) throw new Fault(41058);
  return template;
}

const Picture = z.object({ media_id: z.string().optional(), pic_url: z.string().optional() });

/** Pictures come back as addresses. */
function shown(ask: Ask): object {
  const { body } = own(ask);
  const image = Picture.safeParse(body.image);
  if (body.image === undefined || !image.success) return body;
  const { media_id, pic_url } = image.data;
  return { ...body, image: { pic_url: media_id ? addressOfMedia(ask.world, mediaOrFault(ask.world, media_id)) : pic_url } };
}

const Notify = z.object({ notify: z.int().min(0).max(1).default(1) });

export const welcomeApis: Apis = {
  "externalcontact/send_welcome_msg": contact("POST", welcome),
  "externalcontact/group_welcome_template/add": contact("POST", (ask) => {
    const { world, app, body } = ask;
    if (world.state.welcomeTemplates.size >= MAX_TEMPLATES) throw new Fault(41055);
    const { notify } = read(Notify, body);
    const id = world.random.id("msg", 32);
    world.state.welcomeTemplates.set(id, { id, agentId: app.agentId, createdAt: world.clock.now(), body: readTemplate(ask), notify });
    return { template_id: id };
  }),
  "externalcontact/group_welcome_template/edit": contact("POST", (ask) => {
    own(ask).body = readTemplate(ask);
    return {};
  }),
  "externalcontact/group_welcome_template/get": contact("POST", shown),
  "externalcontact/group_welcome_template/del": contact("POST", (ask) => {
    ask.world.state.welcomeTemplates.delete(own(ask).id);
    return {};
  }),
};
