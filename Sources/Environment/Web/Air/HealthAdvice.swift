// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What air of a band does and what people are advised to do, for everyone
/// and for sensitive people (QĐ 1459/QĐ-TCMT, Bảng 4 and 5).
struct HealthAdvice: Component {
    let category: AirQualityCategory

    var html: HTML {
        """
        <div class="advice"><p class="advice-effect">\(category.effect)</p>\
        <dl class="advice-groups"><div><dt>\(say: "environment.advice.general")</dt><dd>\(category.advice)</dd></div>\
        <div><dt>\(say: "environment.advice.sensitive")</dt><dd>\(category.sensitiveAdvice)</dd></div></dl></div>
        """
    }
}
