import { randomBytes } from "node:crypto";
import { type CallbackKeys, encryptCallback } from "../channels/wecom/wecom.crypto.ts";

export interface SealedCall {
  url: string;
  body: string;
}

export const envelope = (corpId: string, encrypted: string) =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

/** A callback as WeCom seals it: the address with its signature, and the envelope. */
export function sealedCall(
  path: string,
  keys: CallbackKeys,
  xml: string,
  given: { atMs: number; nonce: string; random?: Uint8Array },
): SealedCall {
  const timestamp = String(Math.floor(given.atMs / 1_000));
  const { encrypted, signature } = encryptCallback(keys, xml, { random: given.random ?? randomBytes(16), timestamp, nonce: given.nonce });
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce: given.nonce });
  return { url: `${path}?${query}`, body: envelope(keys.receiveId, encrypted) };
}

/** One event of 客户联系, told apart by a number. */
export const editedXml = (corpId: string, atMs: number, number: number) =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${Math.floor(atMs / 1_000)}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[edit_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wm${number}]]></ExternalUserID></xml>`;
