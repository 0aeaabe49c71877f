/**
 * Values of parameter sets that no code looks up yet, by the section that will compare something with them. A value goes from here with the
 * commit that looks it up; the list may only become shorter, but for values of law that no set had before.
 */
export const uncompared: readonly { readonly section: string; readonly waits: string; readonly keys: readonly string[] }[] = [
  {
    section: '2.2',
    waits: 'volunteers are not built',
    keys: [
      ...['volunteer.registered.min', 'volunteer.teams.min'],
      ...['volunteer.participation.party.min', 'volunteer.participation.residents.min'],
    ],
  },
  {
    section: '2.3',
    waits: 'demands are not built',
    keys: [
      ...['demand.expert_reply_hours', 'demand.dispatch_hours', 'demand.sign_days', 'demand.return_days', 'demand.return_complex_days'],
      ...['demand.consult_reply_days', 'demand.reply_days'],
    ],
  },
  {
    section: '3.2',
    waits: 'the call of a residents’ meeting (RCL25 26) is not built',
    keys: ['meeting.petition.of', 'meeting.petition.representatives.of'],
  },
  {
    section: '3.3',
    waits: 'the seats of representatives (RCL25 13) are not built',
    keys: ['representative.households.min', 'representative.households.max'],
  },
  { section: '3.5', waits: 'the deliberation council is not built', keys: ['council.size.min', 'council.size.max', 'council.party.share'] },
  {
    section: '3.7',
    waits: 'elections are not built',
    keys: [
      ...['election.committee.min', 'election.committee.max', 'election.list_recheck_days', 'election.candidates.preliminary_days'],
      ...['election.candidates.final_days', 'election.runoff_days', 'election.by_election_months'],
      ...['election.complaint.decision_days', 'election.complaint.further_days'],
      ...['committee.size.step_1.households', 'committee.size.step_2.households', 'committee.term_years'],
    ],
  },
  {
    section: '3.8',
    waits: 'elections and meetings of villages (VCL25) are not built',
    keys: [
      ...['village.committee.size.min', 'village.committee.size.max', 'village.representative.households.min'],
      ...['village.representative.households.max', 'village.representatives.meeting_months'],
    ],
  },
  {
    section: '4.4',
    waits: 'the proposal of a committee, which warns outside these households (RCL25 3), is not built',
    keys: ['committee.households.min', 'committee.households.max'],
  },
  { section: '4.6', waits: 'social organisations are not built', keys: ['social_organisations.min'] },
  {
    section: '5.3.1',
    waits: 'a sample of the text: the limit of a matter is what its guide states, under the rule that the guide names (D-guide-limit)',
    keys: [
      ...['residence_permit.issue_days', 'residence_permit.issue_days_remote'],
      ...['residence_permit.endorsement.window_months', 'residence_permit.agent.under_age'],
    ],
  },
  {
    section: '5.5',
    waits: 'premises are not built',
    keys: [
      ...['premises.urban.per_100_households', 'premises.urban.min', 'premises.rural.min', 'premises.rural.outdoor'],
      ...['premises.village.min', 'premises.community.min', 'premises.layout', 'premises.devices', 'premises.town_centre.min'],
      ...['premises.town.beds.min', 'premises.station.min', 'premises.street_centre.min', 'premises.street_centre.max'],
      ...['premises.committee.min', 'premises.committee.max', 'template.essay6.layout', 'template.essay6.devices'],
    ],
  },
  {
    section: '7',
    waits: 'indicators and programmes are not built; the county’s number of communities is a figure of its report, ours is counted',
    keys: ['linkage.three_party.share', 'experiment.years', 'county.urban_communities'],
  },
  {
    section: '8',
    waits:
      'exports, records of use and impact assessments are not built; logs and key backups are kept by whoever operates an installation',
    keys: [
      ...['export.rows_without_approval', 'retention.logs.months', 'retention.data_use_records.years'],
      ...['retention.impact_assessment.years', 'retention.backup.rotation_days', 'retention.idempotency.days'],
    ],
  },
];
