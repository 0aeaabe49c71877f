import { parameterSet } from './parameter.js';

/** Law no longer in force: for decisions taken then, and to show what has changed (0.5). */
export const national2018 = parameterSet('NATIONAL-2018', [
  ['committee.households.min', 100, 'count', 'RCL18 6'],
  ['committee.households.max', 700, 'count', 'RCL18 6'],
  ['meeting.petition.of', 5, 'count', 'RCL18 petition'],
]);

export const changsha2009 = parameterSet('CHANGSHA-2009', [['volunteer.registered.min', 12, 'percent', 'R-077']], {
  jurisdiction: '430100000000',
});

export const liaoning2013 = parameterSet(
  'LIAONING-2013',
  [
    ['volunteer.registered.min', 10, 'percent', 'R-078'],
    ['volunteer.teams.min', 5, 'count', 'R-079'],
    ['volunteer.participation.party.min', 80, 'percent', 'R-080'],
    ['volunteer.participation.residents.min', 30, 'percent', 'R-080'],
    ['social_organisations.min', 5, 'count', 'R-164'],
    ['premises.urban.per_100_households', 20, 'm2', 'R-238'],
    ['premises.urban.min', 400, 'm2', 'R-238'],
    ['premises.rural.min', 350, 'm2', 'R-239'],
    ['premises.rural.outdoor', 1000, 'm2', 'R-239'],
  ],
  { jurisdiction: '210000000000' },
);

/** The Party network of the document for which this product was first built, and its council. */
export const zhangjiagang2016 = parameterSet(
  'ZHANGJIAGANG-2016',
  [
    ['party.group.members', 3, 'count', 'R-087'],
    ['party.branch.groups', 3, 'count', 'R-088'],
    ['party.general_branch.branches', 3, 'count', 'R-089'],
    ['council.size.min', 7, 'count', 'R-038'],
    ['council.size.max', 15, 'count', 'R-038'],
    ['council.party.share', 40, 'percent', 'R-039'],
    ['linkage.three_party.share', 60, 'percent', 'R-167'],
    ['experiment.years', 3, 'Y', 'R-336'],
  ],
  { jurisdiction: '320582000000' },
);

/** A plan of the years before 2010; its terms of three years ended with the regulation of 2018. */
export const dongguan2000s = parameterSet(
  'DONGGUAN-2000s',
  [
    ['party.branch.full_members', 3, 'count', 'R-092'],
    ['party.branch_committee.min', 3, 'count', 'R-094'],
    ['party.branch_committee.max', 5, 'count', 'R-094'],
    ['party.term.community_years', 3, 'Y', 'R-095', { validTo: '2018-10-27' }],
    ['representative.households.min', 30, 'count', 'R-019'],
    ['representative.households.max', 50, 'count', 'R-019'],
    ['committee.size.step_1.households', 1000, 'count', 'DONGGUAN steps'],
    // Masked in the document: a working value.
    ['committee.size.step_2.households', 2000, 'count', 'DONGGUAN steps'],
    ['premises.town_centre.min', 1000, 'm2', 'R-255'],
    ['premises.town.beds.min', 30, 'count', 'R-256'],
    ['premises.station.min', 30, 'm2', 'R-257'],
  ],
  { jurisdiction: '441900000000' },
);

export const countyReport = parameterSet('COUNTY-REPORT', [['county.urban_communities', 29, 'count', 'COUNTY-REPORT']], {
  jurisdiction: '360822000000',
});

export const sichuan2026 = parameterSet(
  'SICHUAN-2026',
  [
    ['election.committee.min', 3, 'count', 'SC25 12'],
    ['election.committee.max', 9, 'count', 'SC25 12'],
    ['election.list_recheck_days', 30, 'CD', 'SC25 17'],
    ['election.candidates.preliminary_days', 15, 'CD', 'SC25 21'],
    ['election.candidates.final_days', 5, 'CD', 'SC25 22'],
    ['election.runoff_days', 10, 'CD', 'SC25 35'],
    ['election.by_election_months', 3, 'M', 'SC25 43'],
    ['election.complaint.decision_days', 30, 'CD', 'SC25 49'],
    ['election.complaint.further_days', 15, 'CD', 'SC25 49'],
  ],
  { jurisdiction: '510000000000' },
);

export const hotlineTangshan2026 = parameterSet(
  'HOTLINE-TANGSHAN-2026',
  [
    ['demand.expert_reply_hours', 2, 'H', 'TS25 19'],
    ['demand.dispatch_hours', 2, 'H', 'TS25 20'],
    ['demand.sign_days', 1, 'WD', 'TS25 23'],
    ['demand.return_days', 1, 'WD', 'TS25 23'],
    ['demand.return_complex_days', 3, 'WD', 'TS25 23'],
    ['demand.consult_reply_days', 2, 'WD', 'TS25 24'],
    ['demand.reply_days', 5, 'WD', 'TS25 24'],
  ],
  { jurisdiction: '130200000000' },
);

export const majiang = parameterSet(
  'MAJIANG',
  [
    ['premises.village.min', 100, 'm2', 'R-250'],
    ['premises.community.min', 300, 'm2', 'R-250'],
    ['premises.layout', '一厅,两栏,五站,八室', null, 'R-251'],
    ['party.cadence.new_members_per_year', 1, 'count', 'R-102'],
  ],
  { jurisdiction: '522635000000' },
);

export const nanjingEssay = parameterSet(
  'NANJING-ESSAY',
  [
    ['premises.street_centre.min', 1000, 'm2', 'R-258'],
    ['premises.street_centre.max', 2000, 'm2', 'R-258'],
    ['premises.committee.min', 100, 'm2', 'R-258'],
    ['premises.committee.max', 200, 'm2', 'R-258'],
  ],
  { jurisdiction: '320100000000' },
);

/** The essay names no place: nothing but a template, in force nowhere by itself. */
export const essay6 = parameterSet('ESSAY6', [
  ['template.essay6.layout', '办公室,党员活动室,图书阅览室,会议室,远程教育站,党员服务站,一站式服务大厅', null, 'R-252'],
  ['template.essay6.devices', '电脑,电话,传真,扫描仪,党员远程教育设备', null, 'R-253'],
]);

export const chengde = parameterSet('CHENGDE', [['premises.devices', '电脑,打印机,传真机', null, 'R-254']], {
  jurisdiction: '130800000000',
});
