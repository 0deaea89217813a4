import { ApiError } from "./api.ts";

/** Code → what to tell a member: what happened, and what to do. */
const sentences: Record<string, string> = {
  network: "网络断了，请检查后再试",
  unreadable: "服务暂时没有回应，请稍后再试",
  "members.join-missing": "这个进群链接不对，请向发链接的人再要一次",
  "members.join-closed": "这个进群链接已停用，请联系店里要新的",
  "members.join-full": "群刚刚满了，请联系店里换一个群",
  "members.nickname-reserved": "这个昵称像店员或机器人，请换一个",
  "members.nickname-unfit": "昵称要 1–12 个看得见的字",
  "members.text-outdated": "群规或隐私说明刚更新，请重新看一遍再进群",
  "members.barred": "你暂时不能进这个群，可以联系店里申诉",
  "members.erase-asked": "已经申请过注销，正在处理",
  "members.erase-not-asked": "注销申请已经撤回了",
  "groups.missing": "找不到这个群",
  "messages.not-seated": "你已不在这个群里",
  "messages.too-fast": "发得太快了，歇几秒再发",
  "messages.text-unfit": "这段文字发不出去：太长，或含有显示不了的字符",
  "messages.picture-unfit": "这张图片打不开，请换一张 JPG 或 PNG",
  "messages.picture-too-large": "图片太大，请换一张小些的",
  "messages.picture-missing": "图片没传上去，请重新选一次",
  "messages.group-closed": "这个群已经关闭，不能再发言",
};

const byStatus: Record<number, string> = {
  401: "登录已过期，请从进群链接重新打开",
  403: "你不能做这一步",
  404: "内容不在了",
  409: "刚才有人先改了，请刷新再试",
  429: "操作太快了，歇一会儿再试",
};

export function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return "页面出了点问题，请刷新再试";
  if (error.status >= 500 && !sentences[error.code]) return "我们这边出了问题，请稍后再试";
  return sentences[error.code] ?? byStatus[error.status] ?? `没办成，请稍后再试（${error.code}）`;
}
