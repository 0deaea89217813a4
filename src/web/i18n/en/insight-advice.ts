import type { insightAdvice as zh } from "../zh-CN/insight-advice.ts";
import type { WordsLike } from "../words-like.ts";

/** Groups that need help: why in one sentence, what to do, and the words a press brings along. */
export const insightAdvice: WordsLike<typeof zh> = {
  need: {
    title: "Groups that need help",
    facts: "by health",
    all: "All {{count}}",
    none: "No group needs help",
    noneText: "When a group falls silent, fewer speak, or many leave at once, you see the reason and the next step here.",
    what: "groups that need help",
    more: "{{count}} more",
    dismiss: "Do not remind for two weeks",
    dismissed: "This advice for “{{group}}” stays away for two weeks",
    given: "With {{name}}, due {{time}}",
    next: "Next",
    drawer: "Groups that need help",
    same: "{{stage}} · {{groups}} {{groups, group|groups}}",
    see: { exodus: "See the message", "host-silent": "See what was asked" },
  },
  /** Closes a reason: as it is, or with what it comes to where the group is dying. */
  sentence: {
    plain: "{{why}}.",
    fading: "{{why}}; interaction fell from {{usual}} to {{now}}.",
    silent: "{{why}}; no member has spoken for {{days}} {{days, day|days}}.",
  },
  advice: {
    "no-owner": {
      reason: "The owner {{owner}} is not active; {{members}} {{members, member has|members have}} nobody",
      reasonNobody: "There is no owner; {{members}} {{members, member has|members have}} nobody",
      next: "Let an active colleague take over",
      button: "Choose owner",
    },
    silent: {
      reason: "No member has spoken for {{days}} {{days, day|days}}; the last message was on {{lastDay}}",
      reasonNever: "No member has spoken for {{days}} {{days, day|days}}, nor ever since it opened",
      next: "Ask something easy to answer; {{members}} {{members, member|members}} can reply",
      button: "Ask something",
      text: "A question for everyone: what is the best fruit you had lately? Just reply with its name; at 8 pm we pick three of you for a gift.",
    },
    exodus: {
      reason: "{{left}} left within 2 hours of “{{text}}” at {{at}}",
      next: "Replace or change this step",
      button: "Replace it",
      task: "Replace “{{text}}”",
      taskButton: "Give to the owner",
    },
    adverts: {
      reason:
        "{{adverts}} of {{messages}} recent {{messages, message|messages}} {{adverts, is an advert or a link|are adverts or links}} ({{share}}), from {{people}} {{people, person|people}}",
      next: "Clear the adverts and say the rules again",
      button: "Repeat the rules",
      text: "A word on our rules: adverts, links and QR codes are taken back, and whoever goes on is asked to leave. Ask about fruit any time, we answer.",
    },
    "host-silent": {
      reason: "No colleague has spoken since {{hostDay}}; {{questions}} {{questions, question was|questions were}} left unanswered",
      reasonNever: "No colleague has spoken for 60 days; {{questions}} {{questions, question was|questions were}} left unanswered",
      next: "Put somebody on duty today and answer them first",
      button: "Put on duty",
    },
    "few-voices": {
      reason:
        "{{share}} of the talk came from {{people}} {{people, person|people}} ({{names}}), who have been quiet for {{silentDays}} {{silentDays, day|days}}",
      next: "Ask them one by one, and invite two or three new voices",
      button: "Give to the owner",
      task: "Ask {{names}}: {{group}}",
    },
    broadcast: {
      reason: "Only we talk: of {{posts}} {{posts, message|messages}} we sent, {{answered}} got a reply",
      reasonNever: "Only we talk: we sent {{posts}} {{posts, message|messages}} and got no reply",
      next: "Send half as much, and ask something easy to answer",
      button: "Edit flow",
      sendButton: "Ask something",
      text: "We would like to know: which fruit do you buy most these days? Just reply with its name and we order for tomorrow.",
    },
    "newcomers-lost": {
      reason: "{{newcomers}} joined in 30 days, {{leftSoon}} of them left within three days",
      next: "Welcome newcomers on each of their first three days",
      button: "Give to the owner",
      task: "Keep newcomers: {{group}}",
    },
    thin: {
      reason: "We have sent nothing here for {{postDays}} {{postDays, day|days}}; {{flows}} {{flows, flow runs|flows run}}",
      reasonNever: "We have sent nothing here for 60 days; {{flows}} {{flows, flow runs|flows run}}",
      next: "Give it a day of its own",
      button: "Plan a flow",
    },
    fading: {
      reason: "Interaction is down to {{now}} this week, usually {{usual}}, low since {{since}}",
      next: "Try another way: ask first, offer later",
      button: "Send a poll",
      text: "A quick poll: which fruit should be new this weekend? 1 strawberries 2 kiwis 3 mandarins, just reply with the number.",
    },
    "flash-over": {
      reason: "This flash group has had no orders since {{lastOrderDay}} and still has {{members}} {{members, member|members}}",
      next: "Bring them to a benefit group, then close it",
      button: "Close group",
    },
    unwelcomed: {
      reason: "Of {{newcomers}} {{newcomers, newcomer|newcomers}} in 7 days, {{unwelcomed}} got no greeting within 24 hours",
      next: "Welcome them today, with the rules and the gift",
      button: "Give to the owner",
      task: "Welcome {{unwelcomed}} {{unwelcomed, newcomer|newcomers}}: {{group}}",
    },
    "one-hand": {
      reason: "Only the owner {{owner}} manages this group of {{members}}, with no admin in reserve",
      next: "Add a second admin, so that the group outlives a blocked account",
      button: "Add admin",
    },
    "slow-start": {
      reason: "{{members}} {{members, member|members}} after {{days}} {{days, day|days}}, the target is {{target}}",
      next: "Try another entry or bait, and share the code again",
      button: "See entries",
      task: "Share the code again: {{group}}",
      taskButton: "Give to the owner",
    },
    "weak-entry": {
      reason:
        "{{exposures}} {{exposures, exposure|exposures}} in 7 days brought only {{joins}} in ({{rate}}); groups of the blueprint have {{peerRate}}",
      next: "Change the first sentence of the join page and what members get",
      button: "Edit join page",
    },
    "quiet-hour": {
      reason: "Members talk most at {{hour}}:00 ({{perDay}} a day), and we send nothing then",
      next: "Move a step to {{hour}}:00",
      button: "Edit flow",
    },
    "buyers-gone": {
      reason: "Of {{buyers}} {{buyers, member|members}} who bought, {{gone}} {{gone, has|have}} not for 30 days",
      next: "Send former buyers something of their own",
      button: "Send benefit",
      text: "Kept for those who bought before: 8 off from 39 today. Reply “yes” and it is yours.",
    },
    "no-referral": {
      reason: "This group of {{members}} has brought nobody for two weeks",
      next: "Ask each host to bring a friend",
      button: "Give to the owner",
      task: "Ask hosts to bring newcomers: {{group}}",
    },
  },
  adviceShort: {
    "no-owner": "Nobody in charge",
    silent: "Silent for a week",
    exodus: "Many left after a send",
    adverts: "Too many adverts",
    "host-silent": "Nobody on duty",
    "few-voices": "Its voices fell silent",
    broadcast: "Only we talk",
    "newcomers-lost": "Newcomers leave",
    thin: "No content",
    fading: "Fewer and fewer speak",
    "flash-over": "Over but not closed",
    unwelcomed: "Newcomers not welcomed",
    "one-hand": "Only one admin",
    "slow-start": "Below half after two weeks",
    "weak-entry": "Seen much, joined little",
    "quiet-hour": "Nothing at the busiest hour",
    "buyers-gone": "Buyers stay away",
    "no-referral": "Brought nobody",
  },
};
