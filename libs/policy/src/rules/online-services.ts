import { paraphrase, rule, source } from './rule.js';

const stateCouncil = { zh: '国务院', en: 'State Council' };

const ogs19 = source({
  mark: 'OGS19',
  name: { zh: '国务院关于在线政务服务的若干规定', en: 'State Council Provisions on Online Government Services' },
  issuer: stateCouncil,
  validFrom: '2019-04-26',
  force: 'binding',
});
const res15 = source({
  mark: 'RES15',
  name: { zh: '居住证暂行条例', en: 'Interim Regulation on Residence Permits' },
  issuer: stateCouncil,
  validFrom: '2016-01-01',
  force: 'binding',
});
const hc19 = source({
  mark: 'HC19',
  name: {
    zh: '国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见（国办发〔2019〕51号）',
    en: 'State Council General Office opinion on rating government services (2019, No. 51)',
  },
  issuer: { zh: '国务院办公厅', en: 'General Office of the State Council' },
  validFrom: '2019-12-03',
  verified: false,
  force: 'guidance',
});

export const onlineServices = {
  'OGS19 4': rule(
    ogs19,
    '第四条',
    { zh: '政务服务事项纳入一体化平台', en: 'Items belong on the common platform' },
    paraphrase('除法律、法规另有规定等情形外，政务服务事项应当纳入一体化在线平台办理；事项包括行政权力事项和公共服务事项。'),
  ),
  'OGS19 5': rule(
    ogs19,
    '第五条',
    { zh: '统一身份认证', en: 'One identity service' },
    paraphrase('国家政务服务平台建设统一身份认证系统，为各地区、各部门提供统一身份认证服务。'),
  ),
  'OGS19 7': rule(
    ogs19,
    '第七条',
    { zh: '共享能够获得的信息不再要求提供', en: 'What sharing gives is not asked for again' },
    paraphrase('通过数据共享能够获得的信息，不得要求另行提供；办事材料不得用于与政务服务无关的用途。'),
  ),
  'OGS19 8': rule(
    ogs19,
    '第八条',
    { zh: '电子签名的效力', en: 'Electronic signatures are valid' },
    paraphrase('可靠的电子签名与手写签名或者盖章具有同等法律效力。'),
  ),
  'OGS19 9': rule(
    ogs19,
    '第九条',
    { zh: '电子印章的效力', en: 'Electronic seals are valid' },
    paraphrase('电子印章与实物印章具有同等法律效力。'),
  ),
  'OGS19 10': rule(
    ogs19,
    '第十条',
    { zh: '电子证照的效力', en: 'Electronic licences are valid' },
    paraphrase('电子证照与纸质证照具有同等法律效力。'),
  ),
  'OGS19 11': rule(
    ogs19,
    '第十一条',
    { zh: '电子材料可以作为办理依据', en: 'Electronic documents may be relied on' },
    paraphrase('电子证照和加盖电子印章的电子材料可以作为办理政务服务事项的依据。'),
  ),
  'OGS19 12': rule(
    ogs19,
    '第十二条',
    { zh: '电子文件归档', en: 'Archiving of electronic files' },
    paraphrase('履行职责过程中形成的电子文件应当规范管理，及时以电子形式归档。'),
  ),
  'OGS19 4–12': rule(
    ogs19,
    '第四条至第十二条',
    { zh: '事项标准统一、线上线下一致、材料一次提交', en: 'One standard, same online and offline, material given once' },
    paraphrase('同一事项名称、依据、时限一致，线上线下标准一致，材料一次提交不重复提供，电子签名、印章、证照有效。'),
  ),
  'RES15 8': rule(
    res15,
    '第八条',
    { zh: '协助居住证申领受理、发放', en: 'Help with residence permits' },
    paraphrase('居民委员会等应当协助做好居住证的申领受理、发放等工作。'),
  ),
  'RES15 9': rule(
    res15,
    '第九条',
    { zh: '居住证的申领和发放期限', en: 'Application and issue of residence permits' },
    paraphrase('自受理之日起十五日内制作发放，交通不便地区可以延长至三十日；未成年人、老年人、残疾人等可以由监护人、近亲属代为申领。'),
  ),
  'RES15 10': rule(
    res15,
    '第十条',
    { zh: '居住证签注', en: 'Yearly endorsement' },
    paraphrase('居住证每年签注一次，在居住每满一年之日前一个月内办理。'),
  ),
  HC19: rule(
    hc19,
    null,
    { zh: '政务服务“好差评”', en: 'Rating of government services' },
    paraphrase('现场一次一评，线上一事一评；不得强迫或者干扰评价；差评由办理者负责，首接负责，实名差评回访反馈率应当达到百分之百。'),
  ),
};
