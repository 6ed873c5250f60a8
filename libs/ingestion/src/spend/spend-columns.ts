/** What a column of an export holds. */
export const SPEND_FIELDS = [
  'day',
  'starts',
  'ends',
  'account',
  'accountId',
  'campaign',
  'campaignId',
  'adGroup',
  'adGroupId',
  'creative',
  'creativeId',
  'currency',
  'cost',
  'impressions',
  'clicks',
  'allClicks',
  'installs',
  'reach',
] as const;
export type SpendField = (typeof SPEND_FIELDS)[number];

/**
 * How the tools head their columns: English, German, French, Spanish, Portuguese, Italian, Dutch, Japanese, Chinese, Korean,
 * Russian, Polish, Turkish. Compared by `headerKey`, so case, accents, blanks and punctuation make no difference.
 */
const NAMES: Record<SpendField, string> = {
  day: `day|date|by day|time period|gregorian date|reporting date|stat time day|segments.date|tag|datum|nach tag|jour|par jour|día|fecha|por día|dia|data|
    por dia|giorno|per giorno|dag|per dag|日|日付|日別|日付別|日期|天|按天|按日|分天|分日|单日|时间|时间 天|일|날짜|일별|день|дата|по дням|
    dzień|według dnia|gün|güne göre|dátum|den|päivä|hari|ngày|วัน`,
  starts: `reporting starts|date start|auswertungsbeginn|berichtsbeginn|beginn des berichts|début des rapports|inicio del informe|
    início dos relatórios|início do relatório|inizio report|レポート開始日|报告开始日期|開始報告日期|보고 시작|
    początek raportowania|początek raportu|rozpoczęcie raportowania|raporlama başlangıcı|分析報告開始|報告開始|дата начала отчетности|начало отчетного периода`,
  ends: `reporting ends|date stop|auswertungsende|berichtsende|ende des berichts|fin des rapports|fin del informe|
    término dos relatórios|fim do relatório|fine report|レポート終了日|报告结束日期|結束報告日期|보고 종료|
    koniec raportowania|koniec raportu|zakończenie raportowania|raporlama bitişi|raporlama sonu|分析報告結束|報告結束|дата окончания отчетности|окончание отчетного периода`,
  account: `account|account name|advertiser name|konto|kontoname|name des werbekontos|compte|nom du compte|cuenta|nombre de la cuenta|
    conta|nome da conta|account publicitario|アカウント|アカウント名|账户|账户名称|帳戶名稱|帐号名称|广告主名称|계정|계정 이름|
    nazwa konta|hesap|hesap adı|nazwa reklamodawcy|аккаунт|название аккаунта`,
  accountId: `account id|customer id|advertiser id|konto-id|kundennummer|kunden-id|numéro client|id du compte|id client|
    id de la cuenta|id de cliente|id da conta|id do cliente|アカウント id|お客様 id|账户 id|账户编号|客户 id|广告主 id|帳號 id|계정 id|
    identyfikator konta|identyfikator klienta|hesap kimliği|müşteri kimliği|идентификатор аккаунта|идентификатор клиента`,
  campaign: `campaign|campaign name|kampagne|kampagnenname|name der kampagne|campagne|nom de la campagne|nom de campagne|
    campaña|nombre de la campaña|nombre de campaña|campanha|nome da campanha|campagna|nome campagna|nome della campagna|campagnenaam|
    キャンペーン|キャンペーン名|キャンペーンの名前|广告系列|广告系列名称|推广系列|推广系列名称|推广计划|推广计划名称|计划|计划名称|广告计划|广告计划名称|项目|项目名称|广告活动|
    廣告活動|行銷活動|行銷活動名稱|廣告系列|廣告系列名稱|캠페인|캠페인 이름|кампания|название кампании|
    kampania|nazwa kampanii|kampanya|kampanya adı|kampanj|kampanjnamn|推廣系列|推廣系列名稱`,
  campaignId: `campaign id|kampagnen-id|kampagnennummer|id der kampagne|id de la campagne|id de campagne|identifiant de la campagne|n° de campagne|
    numéro de campagne|id de la campaña|id. de campaña|identificador de la campaña|id da campanha|identificação da campanha|código da campanha|
    id campagna|id della campagna|campagne-id|キャンペーン id|广告系列 id|广告系列编号|推广系列 id|推广系列编号|计划 id|推广计划 id|广告计划 id|项目 id|廣告活動 id|
    行銷活動編號|캠페인 id|id кампании|идентификатор кампании|
    identyfikator kampanii|kampanya kimliği|kampanj-id|行銷活動 id|廣告系列 id|推廣系列 id`,
  adGroup: `ad group|ad group name|ad set|ad set name|adset|adset name|anzeigengruppe|anzeigengruppenname|name der anzeigengruppe|
    groupe d'annonces|nom du groupe d'annonces|ensemble de publicités|nom de l'ensemble de publicités|groupe de publicités|nom du groupe de publicités|grupo de anuncios|
    nombre del grupo de anuncios|conjunto de anuncios|nombre del conjunto de anuncios|grupo de anúncios|nome do grupo de anúncios|
    conjunto de anúncios|nome do conjunto de anúncios|gruppo di annunci|nome gruppo di annunci|gruppo di inserzioni|nome del gruppo di inserzioni|advertentiegroep|naam advertentieset|
    advertentieset|広告グループ|広告グループ名|広告セット|広告セット名|広告セットの名前|广告组|广告组名称|单元|单元名称|推广单元|推广单元名称|廣告群組|廣告組合名稱|
    광고그룹|광고 세트 이름|группа объявлений|название группы объявлений|
    grupa reklam|nazwa grupy reklam|zestaw reklam|nazwa zestawu reklam|reklam grubu|reklam grubu adı|reklam seti|reklam seti adı|廣告群組名稱|廣告組合|комплект объявлений`,
  adGroupId: `ad group id|ad set id|adset id|anzeigengruppen-id|id der anzeigengruppe|id du groupe d'annonces|id de l'ensemble de publicités|
    id de groupe d'annonces|id del grupo de anuncios|id del conjunto de anuncios|id do grupo de anúncios|id do conjunto de anúncios|identificação do conjunto de anúncios|id gruppo di annunci|
    id del gruppo di inserzioni|広告グループ id|広告セット id|广告组 id|广告组编号|单元 id|推广单元 id|廣告群組 id|廣告組合編號|광고그룹 id|광고 세트 id|
    identyfikator grupy reklam|identyfikator zestawu reklam|reklam grubu kimliği|reklam seti kimliği|идентификатор группы объявлений`,
  creative: `ad|ad name|creative|creative name|anzeige|anzeigenname|name der anzeige|werbeanzeige|annonce|nom de l'annonce|
    publicité|nom de la publicité|anuncio|nombre del anuncio|anúncio|nome do anúncio|annuncio|nome annuncio|inserzione|nome dell'inserzione|nome inserzione|advertentie|
    advertentienaam|広告|広告名|広告の名前|广告|广告名称|创意|创意名称|廣告|廣告名稱|광고|광고 이름|объявление|название объявления|
    reklama|nazwa reklamy|reklam|reklam adı|реклама|название рекламы`,
  creativeId: `ad id|creative id|anzeigen-id|id der anzeige|id de l'annonce|id de la publicité|id d'annonce|id del anuncio|id de anuncio|id do anúncio|
    identificação do anúncio|id annuncio|id dell'inserzione|id inserzione|advertentie-id|広告 id|广告 id|广告编号|创意 id|廣告 id|廣告編號|광고 id|
    identyfikator reklamy|reklam kimliği|идентификатор объявления`,
  currency: `currency|currency code|account currency|währung|währungscode|devise|code de devise|code de la devise|code devise|moneda|divisa|
    código de moneda|código de la moneda|código de divisa|moeda|código da moeda|código de moeda|valuta|codice valuta|valutacode|通貨|通貨コード|币种|币种代码|货币|货币代码|
    貨幣|貨幣代碼|幣別|통화|통화 코드|валюта|код валюты|
    kod waluty|waluta|para birimi|para birimi kodu|貨幣代號|幣別代碼|valutakod`,
  cost: `cost|costs|total cost|amount spent|spend|spent|kosten|ausgegebener betrag|ausgaben|coût|coûts|coût total|montant dépensé|dépenses|coste|
    coste total|costo|costo total|importe gastado|gasto|inversión|custo|custo total|valor usado|valor gasto|quantia gasta|montante gasto|montante despendido|costo totale|importo speso|
    besteed bedrag|費用|コスト|消化金額|ご利用金額|总费用|费用|花费|花费金额|消耗|总消耗|消费|支出金额|成本|總費用|花費|花費金額|支出金額|
    비용|지출 금액|지출|расход|расходы|стоимость|сумма затрат|потраченная сумма|
    koszt|wydana kwota|wydatki|maliyet|harcanan tutar|kostnad|spenderat belopp|затраты|сумма расходов|расход средств`,
  impressions: `impr|impressions|impressionen|einblendungen|impresiones|impressões|impressioni|vertoningen|weergaven|表示回数|インプレッション|
    インプレッション数|展示|展示次数|展示量|展示数|展现|展现量|展现次数|曝光|曝光次数|曝光量|曝光數|曝光次數|노출|노출수|показы|
    wyświetlenia|wyśw|gösterim|gösterimler|gösterim sayısı|visningar|exponeringar|показ`,
  clicks: `clicks|link clicks|clicks destination|inline link clicks|klicks|klicks ziel|link-klicks|linkklicks|clics|clics sur un lien|clics sur le lien|clics destination|
    clics en el enlace|clics destino|clics en enlaces|cliques|cliques no link|cliques destino|cliques na ligação|clic|clic sul link|clic destinazione|klikken|linkklikken|クリック数|クリック|クリック数 遷移先|
    リンクのクリック|リンククリック|リンクのクリック数|点击|点击次数|点击量|点击数|链接点击量|链接点击|点击量 目标页面|点击量 目的地|點擊|點擊次數|連結點擊次數|클릭수|클릭|링크 클릭|клики|
    kliknięcia|kliknięcia linku|kliknięcia cel|tıklama|tıklamalar|tıklama sayısı|bağlantı tıklamaları|klick|點擊 目的地|點閱|клики по ссылке|клики по ссылкам`,
  allClicks: `clicks all|klicks alle|clics tous|clics todos|cliques todos|clic tutti|klikken alle|クリック すべて|クリック数 すべて|
    点击量 全部|点击 全部|點擊次數 全部|클릭 전체|клики все|
    kliknięcia wszystkie|tıklamalar tümü|點擊 全部`,
  reach: `reach|reichweite|couverture|alcance|portata|copertura|bereik|リーチ|覆盖人数|覆盖|触达人数|触及人数|觸及人數|도달|охват|
    zasięg|erişim|räckvidd`,
  installs: `installs|app installs|mobile app installs|app install|installationen|app-installationen|installations|
    installations d'applications|instalaciones|instalaciones de la app|instalações|instalações do app|アプリインストール|インストール数|应用安装|
    应用安装量|安装|安装量|安裝|앱 설치|
    instalacje|instalacje aplikacji|yüklemeler|uygulama yüklemeleri|установки|установки приложения`,
};

export function headerKey(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      // What Turkish I was in capitals is i here.
      .replaceAll('ı', 'i')
      .replace(/[^\p{L}\p{N}]/gu, '')
  );
}

const FIELDS: ReadonlyMap<string, SpendField> = new Map(
  SPEND_FIELDS.flatMap((field) => NAMES[field].split('|').map((name) => [headerKey(name), field] as const)),
);

/** `Amount spent (USD)`: what is before, and the currency that stands in brackets. */
export function currencyOfHeader(header: string): { name: string; currency: string | null } {
  const found = /^(.*?)[\s_-]*[([（【]\s*([^()[\]（）【】]{1,4})\s*[)\]）】]\s*$/u.exec(
    header.normalize('NFC'),
  );
  const currency = found && currencyOf(found[2]!);
  return found && currency ? { name: found[1]!, currency } : { name: header, currency: null };
}

/** Signs that mean one currency alone; `$` and `¥` do not. */
const SIGNS: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  US$: 'USD',
  R$: 'BRL',
  A$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  HK$: 'HKD',
  NT$: 'TWD',
  S$: 'SGD',
  '₩': 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  元: 'CNY',
  人民币: 'CNY',
  円: 'JPY',
  zł: 'PLN',
};

export function currencyOf(text: string): string | null {
  const trimmed = text.normalize('NFKC').trim();
  const known = SIGNS[trimmed];
  if (known !== undefined) return known;
  return /^[A-Z]{3}$/.test(trimmed) ? trimmed : null;
}

/** The field that a column's header names; null for one that is not needed. */
export function fieldOf(header: string): SpendField | null {
  return FIELDS.get(headerKey(currencyOfHeader(header).name)) ?? null;
}
