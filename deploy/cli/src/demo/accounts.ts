import type { Role, Text } from '@yimen/kernel';

/** Organisations of the demonstration by a short name; the book of organisations fills in the ids. */
export type Post =
  | 'county'
  | 'civil-affairs'
  | 'public-security'
  | 'data-bureau'
  | 'social-work'
  | 'justice'
  | 'finance-bureau'
  | 'yangshe'
  | 'hall-city'
  | 'hall-community'
  | 'community'
  | PartyPost;
/** Of the Party's tree: the county committee, two town committees, and a community's branch below each. */
export type PartyPost = 'party-county' | 'party-yangshe' | 'party-jingang' | 'branch-yangshe' | 'branch-jingang';

export interface DemoAccount {
  readonly account: string;
  readonly label: Text;
  readonly grants: readonly { readonly role: Exclude<Role, 'resident'>; readonly at: Post }[];
}

/** One account per role, two where two persons must act. Posts, not people: an account never carries a name. */
export const demoAccounts: readonly DemoAccount[] = [
  staff('kiosk-1', '市民中心取号机', 'ticket kiosk of the city hall', ['kiosk', 'hall-city']),
  staff('clerk-1', '市民中心1号窗口', 'window 1 of the city hall', ['window-clerk', 'hall-city']),
  staff('clerk-2', '市民中心2号窗口', 'window 2 of the city hall', ['window-clerk', 'hall-city']),
  staff('handler-1', '民政局承办人', 'handler of the civil affairs bureau', ['case-handler', 'civil-affairs']),
  staff('handler-2', '公安局承办人', 'handler of the public security bureau', ['case-handler', 'public-security']),
  staff('head-1', '民政局负责人', 'head of the civil affairs section', ['hall-manager', 'civil-affairs']),
  staff('manager-1', '市民中心负责人', 'manager of the city hall', ['hall-manager', 'hall-city']),
  staff('supervisor-1', '好差评监督员', 'rating supervisor', ['rating-supervisor', 'county']),
  staff('kiosk-2', '社区中心取号机', 'ticket kiosk of the community hall', ['kiosk', 'hall-community']),
  staff('clerk-3', '社区中心窗口', 'window of the community hall', ['window-clerk', 'hall-community']),
  staff('manager-2', '社区中心负责人', 'manager of the community hall', ['hall-manager', 'hall-community']),
  staff('worker-1', '社区工作者甲', 'community worker A', ['community-worker', 'community']),
  staff('worker-2', '社区工作者乙', 'community worker B', ['community-worker', 'community']),
  staff('secretary-1', '社区党组织书记', 'community Party secretary', ['secretary', 'community']),
  staff('director-1', '居委会主任', 'committee director', ['director', 'community']),
  staff('town-1', '杨舍镇经办人', 'officer of Yangshe town', ['sub-district', 'yangshe']),
  staff('department-1', '民政局经办人', 'officer of the civil affairs bureau', ['department', 'civil-affairs']),
  staff('department-2', '公安局经办人', 'officer of the public security bureau', ['department', 'public-security']),
  staff('department-3', '民政局分管负责人', 'deputy head of the civil affairs bureau', ['department', 'civil-affairs']),
  staff('social-work-1', '社会工作部经办人', 'officer of the social work department', ['department', 'social-work']),
  staff('legal-1', '司法局合法性审查人员', 'legal reviewer of the justice bureau', ['legal-reviewer', 'justice']),
  staff('meeting-1', '准入联席会议秘书', 'secretary of the joint meeting', ['department', 'county']),
  staff('budget-1', '财政局预算经办人', 'budget officer of the finance bureau', ['finance', 'finance-bureau']),
  staff('budget-2', '财政局国库出纳', 'cashier of the finance bureau', ['finance', 'finance-bureau']),
  staff('town-finance-1', '杨舍镇财务代理', 'keeper of the accounts at Yangshe', ['finance', 'yangshe']),
  staff('finance-1', '财政经办人', 'finance officer', ['finance', 'county']),
  staff('records-1', '档案管理员甲', 'records officer A', ['records-officer', 'county'], ['records-officer', 'community']),
  staff('records-2', '档案管理员乙', 'records officer B', ['records-officer', 'county'], ['records-officer', 'community']),
  staff('auditor-1', '审计员', 'auditor', ['auditor', 'county']),
  staff(
    'party-1',
    '市委组织部',
    'organisation department of the county',
    ['party-officer', 'party-county'],
    ['organisation-admin', 'party-county'],
  ),
  staff('party-2', '杨舍镇党委组织员', 'clerk of the Party committee of Yangshe', ['party-officer', 'party-yangshe']),
  staff('party-3', '金港街道党工委组织员', 'clerk of the Party committee of Jingang', ['party-officer', 'party-jingang']),
  staff('branch-1', '杨舍镇社区党支部书记', 'secretary of a branch in Yangshe', ['secretary', 'branch-yangshe']),
  staff('branch-2', '金港街道社区党支部书记', 'secretary of a branch in Jingang', ['secretary', 'branch-jingang']),
  staff('operator-1', '运维人员', 'operator', ['operator', 'county']),
];

function staff(account: string, zh: string, en: string, ...grants: readonly (readonly [Exclude<Role, 'resident'>, Post])[]): DemoAccount {
  return { account, label: { zh, en }, grants: grants.map(([role, at]) => ({ role, at })) };
}
