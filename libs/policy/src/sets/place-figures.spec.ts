import { parameterSets } from './index.js';

/** A set as it is shipped, its parts one after another: key, value, unit, and the rule that an answer cites. */
const figures = (name: string): string[] =>
  parameterSets
    .filter((set) => set.name === name)
    .flatMap(({ parameters }) => parameters.map(({ key, value, unit, rule }) => `${key} = ${value}${unit ? ` ${unit}` : ''} [${rule}]`));

describe('0.2, 13.7 · the figures of each place’s set', () => {
  test('SUZHOU-2016', () => {
    expect(figures('SUZHOU-2016')).toEqual([
      'finance.entitlement.community_year = 20000000 fen [SZ16]',
      'finance.entitlement.uses = 党建,公共服务,自治管理,其他 [SZ16]',
      'finance.entitlement.city_share = 1 count [SZ16]',
      'finance.entitlement.district_share = 1 count [SZ16]',
    ]);
  });
  test('CHANGSHA-2009', () => {
    expect(figures('CHANGSHA-2009')).toEqual([
      'finance.entitlement.upper_community_year = 6000000 fen [R-269]',
      'finance.entitlement.city_share = 1 count [R-270]',
      'finance.entitlement.district_share = 3 count [R-270]',
      'volunteer.registered.min = 12 percent [R-077]',
    ]);
  });
  test('COUNTY-REPORT', () => {
    expect(figures('COUNTY-REPORT')).toEqual([
      'finance.entitlement.community_year = 6500000 fen [R-276]',
      'finance.help.community_year = 5000000 fen [R-279]',
      'grant.new_build = 30000000 fen [R-278]',
      'grant.rebuild = 10000000 fen [R-278]',
      'grant.award_percent = 50 percent [R-277]',
      'county.urban_communities = 29 count [COUNTY-REPORT]',
    ]);
  });
  test('BAOYING-2016', () => {
    expect(figures('BAOYING-2016')).toEqual([
      'finance.entitlement.community_year = 20000000 fen [BY16 entitlement]',
      'finance.entitlement.community_year_smaller = 12000000 fen [BY16 entitlement]',
      'finance.entitlement.city_share = 1 count [BY16 entitlement]',
      'finance.entitlement.district_share = 1 count [BY16 entitlement]',
      'project.negative_list = 办公经费,人员报酬,偿还债务,居民个人费用,政府已保障,居委会办公场所 [BY16]',
    ]);
  });
  test('XICHENG-2018', () => {
    expect(figures('XICHENG-2018')).toEqual(['admission.decide_days = 15 WD [XC18 decision]']);
  });
  test('CHENGDE', () => {
    expect(figures('CHENGDE')).toEqual(['premises.devices = 电脑,打印机,传真机 [R-254]']);
  });
  test('DONGGUAN-2000s', () => {
    expect(figures('DONGGUAN-2000s')).toEqual([
      'party.branch.full_members = 3 count [R-092]',
      'party.branch_committee.min = 3 count [R-094]',
      'party.branch_committee.max = 5 count [R-094]',
      'party.term.community_years = 3 Y [R-095]',
      'representative.households.min = 30 count [R-019]',
      'representative.households.max = 50 count [R-019]',
      'committee.size.step_1.households = 1000 count [DONGGUAN steps]',
      'committee.size.step_2.households = 2000 count [DONGGUAN steps]',
      'premises.town_centre.min = 1000 m2 [R-255]',
      'premises.town.beds.min = 30 count [R-256]',
      'premises.station.min = 30 m2 [R-257]',
    ]);
  });
  test('ESSAY6', () => {
    expect(figures('ESSAY6')).toEqual([
      'template.essay6.layout = 办公室,党员活动室,图书阅览室,会议室,远程教育站,党员服务站,一站式服务大厅 [R-252]',
      'template.essay6.devices = 电脑,电话,传真,扫描仪,党员远程教育设备 [R-253]',
    ]);
  });
  test('HOTLINE-TANGSHAN-2026', () => {
    expect(figures('HOTLINE-TANGSHAN-2026')).toEqual([
      'demand.expert_reply_hours = 2 H [TS25 19]',
      'demand.dispatch_hours = 2 H [TS25 20]',
      'demand.sign_days = 1 WD [TS25 23]',
      'demand.return_days = 1 WD [TS25 23]',
      'demand.return_complex_days = 3 WD [TS25 23]',
      'demand.consult_reply_days = 2 WD [TS25 24]',
      'demand.reply_days = 5 WD [TS25 24]',
    ]);
  });
  test('LIAONING-2013', () => {
    expect(figures('LIAONING-2013')).toEqual([
      'volunteer.registered.min = 10 percent [R-078]',
      'volunteer.teams.min = 5 count [R-079]',
      'volunteer.participation.party.min = 80 percent [R-080]',
      'volunteer.participation.residents.min = 30 percent [R-080]',
      'social_organisations.min = 5 count [R-164]',
      'premises.urban.per_100_households = 20 m2 [R-238]',
      'premises.urban.min = 400 m2 [R-238]',
      'premises.rural.min = 350 m2 [R-239]',
      'premises.rural.outdoor = 1000 m2 [R-239]',
    ]);
  });
  test('MAJIANG', () => {
    expect(figures('MAJIANG')).toEqual([
      'premises.village.min = 100 m2 [R-250]',
      'premises.community.min = 300 m2 [R-250]',
      'premises.layout = 一厅,两栏,五站,八室 [R-251]',
      'party.cadence.new_members_per_year = 1 count [R-102]',
    ]);
  });
  test('NANJING-ESSAY', () => {
    expect(figures('NANJING-ESSAY')).toEqual([
      'premises.street_centre.min = 1000 m2 [R-258]',
      'premises.street_centre.max = 2000 m2 [R-258]',
      'premises.committee.min = 100 m2 [R-258]',
      'premises.committee.max = 200 m2 [R-258]',
    ]);
  });
  test('NATIONAL-2018', () => {
    expect(figures('NATIONAL-2018')).toEqual([
      'committee.households.min = 100 count [RCL18 6]',
      'committee.households.max = 700 count [RCL18 6]',
      'meeting.petition.of = 5 count [RCL18 petition]',
    ]);
  });
  test('SICHUAN-2026', () => {
    expect(figures('SICHUAN-2026')).toEqual([
      'election.committee.min = 3 count [SC25 12]',
      'election.committee.max = 9 count [SC25 12]',
      'election.list_recheck_days = 30 CD [SC25 17]',
      'election.candidates.preliminary_days = 15 CD [SC25 21]',
      'election.candidates.final_days = 5 CD [SC25 22]',
      'election.runoff_days = 10 CD [SC25 35]',
      'election.by_election_months = 3 M [SC25 43]',
      'election.complaint.decision_days = 30 CD [SC25 49]',
      'election.complaint.further_days = 15 CD [SC25 49]',
    ]);
  });
  test('ZHANGJIAGANG-2016', () => {
    expect(figures('ZHANGJIAGANG-2016')).toEqual([
      'party.group.members = 3 count [R-087]',
      'party.branch.groups = 3 count [R-088]',
      'party.general_branch.branches = 3 count [R-089]',
      'council.size.min = 7 count [R-038]',
      'council.size.max = 15 count [R-038]',
      'council.party.share = 40 percent [R-039]',
      'linkage.three_party.share = 60 percent [R-167]',
      'experiment.years = 3 Y [R-336]',
    ]);
  });
  test('DEMO', () => {
    expect(figures('DEMO')).toEqual([
      'identity.number.test_profile = true [D-demo]',
      'retention.identity.days = 30 CD [D-demo]',
      'retention.contact.days = 30 CD [D-demo]',
      'retention.hall.days = 30 CD [D-demo]',
      'retention.destruction.wait_days = 3 CD [D-demo]',
      'retention.backup.rotation_days = 7 CD [D-demo]',
      'clock.adjustable = true [D-demo]',
      'clock.start = 2026-03-02 [D-demo]',
      'calendar.weekday_years = 2026-2060 [D-demo]',
    ]);
  });

  test('there is no further set', () => {
    expect(new Set(parameterSets.map(({ name }) => name)).size).toBe(17);
  });
});
