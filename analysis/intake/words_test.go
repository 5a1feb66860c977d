package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/breachbrief/breachbrief/analysis"
)

// The words are those of the public taxonomies: VERIS 1.3, the JNSA, TSR,
// Digital Arts, JIPDEC and PPC reports, and the HHS portal.
func TestVectors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"ransomware", "ransomware"}, {"credential_abuse", "credential_abuse"}, {"Credential Abuse", "credential_abuse"},
		{"ランサムウェア", "ransomware"}, {"ランサムウエア", "ransomware"}, {"ランサムウェアー", "ransomware"}, {"ﾗﾝｻﾑｳｪｱ", "ransomware"},
		{"ランサム攻撃による被害", "ransomware"}, {"LockBitによる攻撃", "ransomware"}, {"身代金要求型ウイルス", "ransomware"},
		{"データが暗号化された", "ransomware"},
		{"Emotet", "malware"}, {"エモテット感染", "malware"}, {"ウイルス感染", "malware"}, {"ウィルス感染", "malware"}, {"トロイの木馬", "malware"},
		{"マルウェアによる不正アクセス", "malware"}, {"ウイルス感染・不正アクセス", "malware"}, {"ワーム・ウイルス", "malware"}, {"マルウェア等", "malware"},
		{"リスト型攻撃", "credential_abuse"}, {"パスワードリスト攻撃", "credential_abuse"}, {"総当たり", "credential_abuse"},
		{"メルアカ乗っ取り", "credential_abuse"}, {"脆弱なパスワード", "credential_abuse"}, {"不正ログイン", "credential_abuse"},
		{"脆弱性を突いた攻撃", "vuln_exploit"}, {"ゼロデイ攻撃", "vuln_exploit"}, {"VPN機器の脆弱性", "vuln_exploit"}, {"バグ・セキュリティホール", "vuln_exploit"},
		{"SQLインジェクション", "web_app_attack"}, {"SQL インジェクション", "web_app_attack"}, {"ＳＱＬインジェクション", "web_app_attack"},
		{"Webサイト改ざん", "web_app_attack"}, {"Webスキミング", "web_app_attack"}, {"決済画面の改ざん", "web_app_attack"},
		{"不正アクセス", "unauthorized_access_unspecified"}, {"サイバー攻撃", "unauthorized_access_unspecified"}, {"不正侵入", "unauthorized_access_unspecified"},
		{"フィッシング", "phishing_social"}, {"フイッシング詐欺", "phishing_social"}, {"ビジネスメール詐欺", "phishing_social"}, {"BEC", "phishing_social"},
		{"サポート詐欺", "phishing_social"}, {"ニセ社長", "phishing_social"},
		{"設定ミス", "misconfiguration"}, {"設定不備", "misconfiguration"}, {"アクセス制御設定に不備", "misconfiguration"},
		{"第三者が閲覧可能な状態", "misconfiguration"}, {"検索エンジンに表示", "misconfiguration"}, {"システム設定ミス等", "misconfiguration"}, {"誤操作・設定不備", "misconfiguration"},
		{"誤送信", "misdelivery"}, {"メール誤送信", "misdelivery"}, {"BCCとCCの取り違え", "misdelivery"}, {"誤配達・誤交付", "misdelivery"},
		{"マスキング漏れ", "misdelivery"}, {"誤表示・誤送信", "misdelivery"}, {"誤操作", "misdelivery"},
		{"紛失", "loss"}, {"紛失・置忘れ", "loss"}, {"誤廃棄", "loss"}, {"管理ミス", "loss"}, {"所在不明", "loss"}, {"紛失・誤廃棄", "loss"},
		{"紛失(盗難の可能性)", "loss"}, {"盗難", "theft"}, {"車上荒らし", "theft"}, {"置引き", "theft"},
		{"内部不正", "insider"}, {"不正持ち出し・盗難", "insider"}, {"目的外利用", "insider"}, {"内部犯罪・内部不正行為", "insider"}, {"元社員による持ち出し", "insider"},
		{"システム不具合", "system_defect"}, {"バグ", "system_defect"}, {"紐付け誤り", "system_defect"},
		{"DDoS攻撃", "dos"}, {"DoS", "dos"}, {"その他", "other"}, {"口頭での漏えい", "other"},
		{"不明", "unknown"}, {"調査中", "unknown"},
		{"Hacking/IT Incident", "unauthorized_access_unspecified"}, {"Theft", "theft"}, {"Improper Disposal", "loss"}, {"Loss", "loss"},
		{"Use of stolen creds", "credential_abuse"}, {"SQLi", "web_app_attack"}, {"Exploit vuln", "vuln_exploit"}, {"Privilege abuse", "insider"},
		{"Publishing error", "misdelivery"}, {"Programming error", "system_defect"},
		{"フィッシングによる不正ログイン", "phishing_social"}, {"不正アクセス（ランサムウェア）", "ransomware"},
		{"ランサムウェアではなく不正アクセス", "unauthorized_access_unspecified"}, {"ランサムウェア感染は確認されていない。不正アクセス", "unauthorized_access_unspecified"},
		{"not ransomware but phishing", "phishing_social"},
		{"Windows update", ""}, {"glossary", ""}, {"太陽フレア", ""},
	} {
		id, _ := builtIn().find(columnVector, test.text)
		if id != test.want {
			t.Errorf("%q: got %q, want %q", test.text, id, test.want)
		}
	}
}

func TestOtherWords(t *testing.T) {
	for _, test := range []struct {
		column     column
		text, want string
	}{
		{columnSupplierCaused, "はい", "yes"}, {columnSupplierCaused, "いいえ", "no"}, {columnSupplierCaused, "有", "yes"}, {columnSupplierCaused, "無", "no"},
		{columnSupplierCaused, "○", "yes"}, {columnSupplierCaused, "×", "no"}, {columnSupplierCaused, "TRUE", "yes"}, {columnSupplierCaused, "0", "no"},
		{columnSupplierCaused, "不明", "unknown"}, {columnSupplierCaused, "調査中", "unknown"}, {columnSupplierCaused, "Yes", "yes"}, {columnSupplierCaused, "Ｎ", "no"},
		{columnSupplierCaused, "はい（再委託先）", "yes"},
		{columnSupplierKind, "委託先", "contractor"}, {columnSupplierKind, "再委託先", "subcontractor"}, {columnSupplierKind, "SaaS", "cloud_service"},
		{columnSupplierKind, "機器の脆弱性", "product_flaw"}, {columnSupplierKind, "海外現地法人", "group_company"}, {columnSupplierKind, "子会社", "group_company"},
		{columnSupplierKind, "取引先", "customer_side"}, {columnSupplierKind, "自社", "none"}, {columnSupplierKind, "記載なし", "unknown"},
		{columnLeakStatus, "流出した可能性", "possible"}, {columnLeakStatus, "おそれ", "possible"}, {columnLeakStatus, "可能性を完全には否定できない", "possible"},
		{columnLeakStatus, "確認されていない", "not_confirmed"}, {columnLeakStatus, "否定", "denied"}, {columnLeakStatus, "流出した", "confirmed"},
		{columnImpact, "踏み台", "spam_relay"}, {columnImpact, "データが暗号化", "encryption"}, {columnImpact, "情報漏洩", "data_leak"}, {columnImpact, "サービス停止", "outage"}, {columnImpact, "漏洩なし、サービス停止", "outage"},
		{columnClass, "見出し", "headline"}, {columnClass, "注意喚起", "notice"},
		{columnSector, "病院", "P"}, {columnSector, "国立大学", "O"}, {columnSector, "官公庁", "S"}, {columnSector, "自治体", "S"}, {columnSector, "学校", "O"},
		{columnSector, "メーカー", "E"}, {columnSector, "IT", "G"}, {columnSector, "ＥＣ", "I"}, {columnSector, "小売・EC", "I"}, {columnSector, "金融業，保険業", "J"},
		{columnSector, "公務", "S"}, {columnSector, "E", "E"}, {columnSector, "大学病院", "P"}, {columnSector, "公立病院", "P"},
		{columnSector, "622110", "P"}, {columnSector, "44-45", "I"}, {columnSector, "31", "E"}, {columnSector, "92", "S"}, {columnSector, "不明", ""},
		{columnRegion, "沖縄", "沖縄県"}, {columnRegion, "Tokyo", "東京都"}, {columnRegion, "北海道", "北海道"}, {columnRegion, "Bavaria", "Bavaria"},
		{columnCountry, "日本", "JP"}, {columnCountry, "United States", "US"}, {columnCountry, "JP", "JP"}, {columnCountry, "Atlantis", "Atlantis"},
	} {
		if got := builtIn().read(test.column, test.text); got.text != test.want || got.unknown {
			t.Errorf("%s %q: got %+v, want %q", test.column, test.text, got, test.want)
		}
	}
}

// Every identifier of the program must be read by its own name, and every JSIC
// letter exist.
func TestEveryIdentifierIsKnown(t *testing.T) {
	check := func(c column, id string) {
		if got, ok := builtIn().find(c, id); !ok || got != id {
			t.Errorf("%s: %q gives %q", c, id, got)
		}
	}
	for _, v := range analysis.Vectors() {
		check(columnVector, v.String())
	}
	for _, v := range analysis.Impacts() {
		check(columnImpact, v.String())
	}
	for _, v := range analysis.SupplierKinds() {
		check(columnSupplierKind, v.String())
	}
	for _, letter := range strings.Split("ABCDEFGHIJKLMNOPQRST", "") {
		check(columnSector, letter)
	}
	if n := len(builtIn().columns[columnRegion].order); n != 47 {
		t.Errorf("%d prefectures", n)
	}
}

func TestUnknownWordsAreCountedWithASuggestion(t *testing.T) {
	o := read("organization,vector\nA,ransomwere\nB,ransomwere\nC,太陽フレア\n", Options{})
	var got []string
	for _, p := range o.batch.Problems {
		got = append(got, p.Code+" "+p.Value+" "+p.Detail)
	}
	want := []string{"unknown_word_near ransomwere ransomware ×2", "unknown_word 太陽フレア ×1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestUsersVocabulary(t *testing.T) {
	v, err := ParseVocabulary("words.toml", []byte("[vector]\nsystem_defect = [\"太陽フレア\"]\nother = [\"紛失\"]\n[sector]\nP = [\"薬店\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		column     column
		text, want string
	}{{columnVector, "太陽フレアの影響", "system_defect"}, {columnVector, "紛失", "other"}, {columnVector, "ランサム", "ransomware"}, {columnSector, "薬店", "P"}} {
		if id, _ := v.find(test.column, test.text); id != test.want {
			t.Errorf("%q: got %q, want %q", test.text, id, test.want)
		}
	}
	if id, _ := builtIn().find(columnVector, "紛失"); id != "loss" {
		t.Error("the built-in words have changed")
	}
	for _, test := range []struct{ content, want string }{
		{"[vector]\nransom = [\"x\"]\n", `did you mean "ransomware"`},
		{"[vectors]\nransomware = [\"x\"]\n", `did you mean "vector"`},
		{"[vector]\nransomware = 1\n", "words.toml"},
	} {
		if _, err := ParseVocabulary("words.toml", []byte(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %q", test.content, err, test.want)
		}
	}
}

func TestFolding(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"ランサムウェア", "ﾗﾝｻﾑｳｴｱ"}, {"ウイルス", "ウィルス"}, {"サーバー", "サーバ"}, {"SQLインジェクション", "ＳＱＬ　インジェクション"},
		{"credential_abuse", "Credential  Abuse"}, {"か\u3099ぎ", "がぎ"},
	} {
		if foldWord(test.a) != foldWord(test.b) {
			t.Errorf("%q and %q fold to %q and %q", test.a, test.b, foldWord(test.a), foldWord(test.b))
		}
	}
	if foldWord("data breach") == foldWord("databreach") {
		t.Error("the space between Latin words matters")
	}
}

// A word in place of a supplier's name is no supplier: ranked, all unknown ones
// would be one that hit many.
func TestWordsInPlaceOfASupplier(t *testing.T) {
	for _, test := range []struct {
		cell, kind, name string
		want             analysis.SupplierKind
	}{
		{"S社", "", "S社", analysis.SupplierUnknown},
		{"株式会社クラウド", "", "株式会社クラウド", analysis.SupplierUnknown},
		{"不明", "", "", analysis.SupplierUnknown},
		{"非公表", "委託先", "", analysis.SupplierContractor},
		{"－", "", "", analysis.SupplierUnknown},
		{"？", "", "", analysis.SupplierUnknown},
		{"N/A", "", "", analysis.SupplierUnknown},
		{"なし", "", "", analysis.SupplierUnknown},
		{"自社", "", "", analysis.SupplierUnknown},
		{"委託業者", "", "", analysis.SupplierContractor},
		{"委託業者", "再委託先", "", analysis.SupplierSubcontractor},
	} {
		o := read("組織名,委託先区分,委託先名\nA社,"+test.kind+","+test.cell+"\n", Options{})
		if len(o.incidents) != 1 || o.incidents[0].Supplier != test.name || o.incidents[0].SupplierKind != test.want {
			t.Errorf("%s, %s: got %+v, problems %s", test.cell, test.kind, o.incidents, o.codes())
		}
	}
}
